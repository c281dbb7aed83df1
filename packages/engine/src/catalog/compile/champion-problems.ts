import { nearestName } from '@kindred/language'
import type { Definitions } from '../../records/definitions.ts'
import type { FittedScorer } from '../../records/fitted-model.ts'
import { type DefinitionProblem, definitionProblem } from '../definition-problem.ts'
import { sections } from '../path-words.ts'
import type { NameProblem } from './name-problems.ts'
import type { ProblemPlaces } from './problem-places.ts'

/** Champions of models that are not defined, were not trained, or have no formula. */
export function championProblems(
  { champions, models }: Definitions,
  fitted: ReadonlyMap<string, FittedScorer>,
  places: ProblemPlaces,
): NameProblem[] {
  return Object.entries(champions).flatMap(([id, { version }]) => {
    const definition = { kind: 'champion' as const, id }
    const place = places.key(definition, [sections.champion, id])
    const problem = ((): DefinitionProblem | undefined => {
      if (!Object.hasOwn(models, id))
        return definitionProblem(
          'champion_of_nothing',
          { model: id, nearest: nearestName(id, Object.keys(models)) },
          place,
        )
      const formula = fitted.get(id)
      if (formula?.version !== version)
        return definitionProblem('champion_not_trained', { model: id, version }, place)
      if (formula.scorer !== undefined) return undefined
      return definitionProblem(
        'champion_without_formula',
        { model: id, version, method: formula.method },
        place,
      )
    })()
    return problem === undefined ? [] : [{ definition, problem }]
  })
}
