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
  const seen = new Uint8Array(MOST + 1)
  const arms = new Int32Array(treatment.length)
  for (let row = 0; row < arms.length; row += 1) {
    arms[row] = treatment[row]!
    if (weights[row]! > 0) seen[arms[row]!] = 1
  }
  const empty = seen.subarray(0, Math.max(1, treatments) + 1).indexOf(0)
  if (empty !== -1) throw new LearningError('empty_arm', { arm: empty })
  return { arms, treatments }
}

/** More would be numbers of something else. */
const MOST = 255
