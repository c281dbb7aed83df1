import { LearningError } from '../errors.ts'

/** A part that nobody is in any more, or yet, counts as half a one, so that the index has an end. */
const EMPTY = 0.5

/**
 * How far a distribution has moved (population stability index): Σ (after − before) · ln(after / before) over parts of the
 * customers. Below 0.1 is little, above 0.25 much.
 *
 * Under no change it is about (parts − 1) · (1 / rows before + 1 / rows after), so that few rows say little.
 *
 * @param before - How many were in each part then.
 * @param after - How many are now, in the same order.
 * @throws LearningError `wrong_length`, `no_rows`, `bad_weight`
 *
 * Source: Siddiqi (2006), Credit Risk Scorecards, chapter 9; Yurdakul (2018) for its size under no change.
 *
 * @example
 * populationStability([50, 50], [60, 40]) // 0.0405465
 */
export function populationStability(before: ArrayLike<number>, after: ArrayLike<number>): number {
  if (before.length !== after.length)
    throw new LearningError('wrong_length', {
      what: 'The list of counts',
      given: after.length,
      wanted: before.length,
    })
  const filled = Array.from(before, (_, part) => part).filter(part => before[part] !== 0 || after[part] !== 0)
  const [then, now] = [before, after].map(counts => sharesOf(filled.map(part => counts[part]!)))
  return then!.reduce((sum, share, part) => sum + (now![part]! - share) * Math.log(now![part]! / share), 0)
}

function sharesOf(given: readonly number[]): number[] {
  const bad = given.findIndex(count => !(count >= 0 && Number.isFinite(count)))
  if (bad !== -1) throw new LearningError('bad_weight', { row: bad, given: String(given[bad]) })
  const all = given.reduce((sum, count) => sum + count, 0)
  if (all === 0) throw new LearningError('no_rows', { what: 'The list of counts' })
  const filled = given.map(count => Math.max(EMPTY, count))
  const whole = filled.reduce((sum, count) => sum + count, 0)
  return filled.map(count => count / whole)
}
