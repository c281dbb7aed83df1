import { LearningError } from '../errors.ts'
import { requireOption } from '../numeric/require-option.ts'
import { bestFirst, requireValue } from './best-first.ts'

/** Classes by cumulative share of value: what a rule of the language can say of them. */
export interface FittedAbc {
  readonly kind: 'abc'
  readonly version: 1
  /** Of the value, ascending: the first class brings up to the first share. */
  readonly shares: readonly number[]
  /** The least value of each class but the last: at least that much, and below the class before. */
  readonly thresholds: readonly number[]
}

/**
 * Where to cut customers into A, B and C: A are the fewest who bring 80 % of the value, B who bring the next 15 %.
 *
 * Customers of the same value fall into the same class, the better one.
 *
 * @param values - A value a customer, of any sign; what sums up to nothing cannot be shared out.
 * @param shares - Ascending, above 0 and below 1. Default 0.8 and 0.95.
 * @throws LearningError `no_rows`, `not_finite`, `bad_option`, `nothing_left` if the values sum up to 0 or less
 *
 * Cost: a sort.
 *
 * @example
 * fitAbc([1, 1, 2, 6, 10], [0.8, 0.95]).thresholds // [6, 1]
 */
export function fitAbc(values: ArrayLike<number>, shares: readonly number[] = [0.8, 0.95]): FittedAbc {
  requireShares(shares)
  const best = bestFirst(values)
  const total = best.reduce((sum, value) => sum + value, 0)
  if (!(total > 0)) throw new LearningError('nothing_left', { reasons: ['the values sum up to nothing'] })
  return Object.freeze({
    kind: 'abc',
    version: 1,
    shares: Object.freeze([...shares]),
    thresholds: Object.freeze(shares.map(share => thresholdOf(best, share * total))),
  })
}

function requireShares(shares: readonly number[]): void {
  if (shares.length === 0)
    throw new LearningError('bad_option', { option: 'shares', given: 'empty', wanted: 'at least one' })
  shares.forEach((share, at) => {
    requireOption('shares', share, { above: shares[at - 1] ?? 0, most: 1 - 1e-9 })
  })
}

/** The value of the customer with whom the sum is reached. */
function thresholdOf(best: Float64Array, wanted: number): number {
  let sum = 0
  const at = best.findIndex(value => {
    sum += value
    return sum >= wanted * (1 - 1e-12)
  })
  return best[at]!
}

/**
 * The class of every customer: 0 is A.
 *
 * @throws LearningError `not_finite`
 *
 * @example
 * assignAbc(fitAbc([1, 1, 2, 6, 10], [0.8, 0.95]), [10, 6, 2, 1, 0]) // [0, 0, 1, 1, 2]
 */
export function assignAbc({ thresholds }: FittedAbc, values: ArrayLike<number>): Int32Array {
  const classes = new Int32Array(values.length)
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row]!
    requireValue(value, row)
    const at = thresholds.findIndex(threshold => value >= threshold)
    classes[row] = at === -1 ? thresholds.length : at
  }
  return classes
}
