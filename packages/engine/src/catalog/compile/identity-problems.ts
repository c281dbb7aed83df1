import { nearestName } from '@kindred/language'
import type { AttributeDefinition, Definitions } from '../../records/definitions.ts'
import { type DefinitionProblem, definitionProblem } from '../definition-problem.ts'
import { sections } from '../path-words.ts'
import type { NameProblem } from './name-problems.ts'
import type { ProblemPlaces } from './problem-places.ts'

const telling: ReadonlySet<string> = new Set(['text', 'number'])

/** Attributes that are said to identify a person and cannot. */
export function identityProblems({ attributes }: Definitions, places: ProblemPlaces): NameProblem[] {
  return Object.entries(attributes).flatMap(([id, attribute]) => {
    const definition = { kind: 'attribute' as const, id }
    const problem = problemOf(id, attribute, attributes, places)
    return problem === undefined ? [] : [{ definition, problem }]
  })
}

function problemOf(
  id: string,
  { type, identifies }: AttributeDefinition,
  attributes: Definitions['attributes'],
  places: ProblemPlaces,
): DefinitionProblem | undefined {
  if (identifies === undefined) return undefined
  const place = places.key({ kind: 'attribute', id }, [sections.attribute, id, 'identifies'])
  if (!telling.has(type)) return definitionProblem('identifies_nobody', { attribute: id, type }, place)
  const verifier = identifies.verifiedBy
  if (verifier === undefined || attributes[verifier]?.type === 'boolean') return undefined
  const booleans = Object.keys(attributes).filter(name => attributes[name]?.type === 'boolean')
  const given = { attribute: id, verifier, nearest: nearestName(verifier, booleans) }
  return definitionProblem('verifier_unknown', given, place)
}
