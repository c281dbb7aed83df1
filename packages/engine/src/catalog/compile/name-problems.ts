import { RESERVED_WORDS } from '@kindred/language'
import type { DefinitionKind, DefinitionRef, Definitions } from '../../records/definitions.ts'
import { type DefinitionProblem, definitionProblem } from '../definition-problem.ts'
import type { DefinitionPath } from '../files/definition-places.ts'
import { definitionKinds, sections } from '../path-words.ts'
import type { ProblemPlaces } from './problem-places.ts'

/** Read by their bare name, so that a name can mean only one of them. */
const bareKinds: readonly DefinitionKind[] = ['attribute', 'feature', 'segmentation']

export interface NameProblem {
  readonly definition: DefinitionRef
  readonly problem: DefinitionProblem
}

/** Names that the language needs for itself, and names that would mean two things. */
export function nameProblems(definitions: Definitions, places: ProblemPlaces): NameProblem[] {
  return [...reservedNames(definitions, places), ...sharedNames(definitions, places)]
}

function reservedNames(definitions: Definitions, places: ProblemPlaces): NameProblem[] {
  const own = definitionKinds.flatMap(kind =>
    Object.keys(definitions[sections[kind]]).map(id => named({ kind, id }, id, [sections[kind], id])),
  )
  const properties = Object.entries(definitions.events).flatMap(([id, event]) =>
    Object.keys(event.properties).map(name =>
      named({ kind: 'event', id }, name, [sections.event, id, 'properties', name]),
    ),
  )
  return [...own, ...properties]
    .filter(({ name }) => RESERVED_WORDS.has(name))
    .map(({ definition, name, path }) => ({
      definition,
      problem: definitionProblem('name_reserved', { name }, places.key(definition, path)),
    }))
}

function named(definition: DefinitionRef, name: string, path: DefinitionPath) {
  return { definition, name, path }
}

function sharedNames(definitions: Definitions, places: ProblemPlaces): NameProblem[] {
  const first = new Map<string, DefinitionRef>()
  const problems: NameProblem[] = []
  for (const kind of bareKinds) {
    for (const id of Object.keys(definitions[sections[kind]])) {
      const other = first.get(id)
      if (other === undefined) first.set(id, { kind, id })
      else {
        const source = definitions[sections[other.kind]][id]?.source
        const given = {
          name: id,
          kind,
          other: other.kind,
          place: source === undefined ? '' : ` (in ${source})`,
        }
        const problem = definitionProblem('name_taken', given, places.key({ kind, id }, [sections[kind], id]))
        problems.push({ definition: { kind, id }, problem })
      }
    }
  }
  return problems
}
