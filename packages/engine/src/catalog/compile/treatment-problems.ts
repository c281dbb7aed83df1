import type { Checked } from '@kindred/language'
import { stretchWords } from '../../records/stretch.ts'
import { type DefinitionProblem, definitionProblem } from '../definition-problem.ts'
import type { DefinitionPath } from '../files/definition-places.ts'
import type { ProblemPlaces } from './problem-places.ts'

/** One expression of a model, checked. */
export interface ModelText {
  readonly path: DefinitionPath
  readonly is: Checked | undefined
  /** Milliseconds; undefined: it does not look ahead. */
  readonly ahead: number | undefined
}

/** The name under which the score is told of who is left alone. */
export const LEFT_ALONE = 'left_alone'

/** Treatments that come after what they are to change, that are no conditions, or that are called as nobody may be. */
export function treatmentProblems(
  model: string,
  texts: readonly ModelText[],
  places: ProblemPlaces,
): DefinitionProblem[] {
  const target = texts.find(({ path }) => path.at(-1) === 'target')
  return texts.flatMap(({ path, is, ahead = 0 }): DefinitionProblem[] => {
    if (!path.includes('uplift')) return []
    const place = places.key({ kind: 'model', id: model }, path)
    const treatment = String(path.at(-1))
    const [own, of] = [stretchWords(ahead), stretchWords(target?.ahead ?? 0)]
    if (treatment === LEFT_ALONE)
      return [definitionProblem('treatment_name_taken', { name: treatment }, place)]
    if (is !== undefined && is.type !== 'boolean')
      return [definitionProblem('treatment_no_condition', { treatment, type: is.type }, place)]
    return ahead > (target?.ahead ?? 0)
      ? [definitionProblem('treatment_after_outcome', { treatment, ahead: own, target: of }, place)]
      : []
  })
}
