import { type FittedPreparation, LearningError, type PreparedFeature } from '@kindred/learning'
import type { GroupInput } from '../../records/discovery.ts'

/**
 * A preparation of straight curves as coordinates of a model: the same numbers, in the words of the record.
 *
 * @param fitted - Of a table whose columns are named by the ids of features.
 * @throws LearningError `bad_option`, if the preparation was fitted with smooth curves and took a logarithm
 *
 * @example
 * groupInputs(fitPreparation(table, { curves: 'straight' }))
 */
export function groupInputs(fitted: FittedPreparation): GroupInput[] {
  return fitted.features.map(inputOf)
}

function inputOf(prepared: PreparedFeature): GroupInput {
  const { name, column, reading, fill, centre, scale } = prepared
  const curve = curveOf(prepared)
  return { name, feature: column, reading, fill, ...(curve && { curve }), centre, scale }
}

function curveOf({ transform }: PreparedFeature): GroupInput['curve'] {
  if (transform.kind === 'none') return undefined
  if (transform.knots !== undefined) return transform.knots
  const wanted = "'straight', as a model states its curves by straight lines"
  throw new LearningError('bad_option', { option: 'curves', given: 'smooth', wanted })
}
