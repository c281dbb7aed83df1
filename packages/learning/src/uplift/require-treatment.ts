import { LearningError } from '../errors.ts'

/**
 * The treatment of every row: 0 for those left alone, else 1, 2 …
 *
 * @returns A copy, and how many treatments there are beside being left alone.
 * @throws LearningError `wrong_length`; `bad_treatment` with the row; `empty_arm` if a treatment, or being left alone, has
 *         no row of a weight
 *
 * @example
 * requireTreatment([0, 2, 1], Float64Array.of(1, 1, 1)).treatments // 2
 */
export function requireTreatment(
  treatment: ArrayLike<number>,
  weights: Float64Array,
): { readonly arms: Int32Array; readonly treatments: number } {
  if (treatment.length !== weights.length)
    throw new LearningError('wrong_length', {
      what: 'The list of treatments',
      given: treatment.length,
      wanted: weights.length,
    })
  let treatments = 0
  for (let row = 0; row < treatment.length; row += 1) {
    const arm = treatment[row]!
    if (!Number.isInteger(arm) || arm < 0 || arm > MOST)
      throw new LearningError('bad_treatment', { row, given: String(arm) })
    treatments = Math.max(treatments, arm)
  }
  const arms = Int32Array.from(treatment)
  for (let arm = 0; arm <= Math.max(1, treatments); arm += 1)
    if (!arms.some((each, row) => each === arm && weights[row]! > 0))
      throw new LearningError('empty_arm', { arm })
  return { arms, treatments }
}

/** More would be numbers of something else. */
const MOST = 255
