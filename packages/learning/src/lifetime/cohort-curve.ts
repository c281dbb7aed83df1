import { LearningError } from '../errors.ts'
import { requireOption } from '../numeric/require-option.ts'
import { newCustomer } from './histories.ts'
import type { LifetimeParameters } from './lifetime-parameters.ts'
import { outlookOf } from './outlook.ts'
import { outlookPurchases } from './process-purchases.ts'

/**
 * Repeat purchases that a cohort is expected to have made in total by each of several times: the curve that is held
 * against what was counted.
 *
 * @param starts - When each customer bought for the first time, in the unit of the model; nobody counts before.
 * @param times  - When the curve is read, in the same unit from the same origin.
 * @throws LearningError `no_rows`, `not_finite`, `bad_option`
 *
 * Source: Fader, Hardie, Lee (2005), Marketing Science 24(2), figures 4 and 5.
 * Cost: that of `expectedPurchases` for each start that differs, at each time.
 *
 * @example
 * const published = { model: 'bg_nbd', r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
 * cohortCurve(published, [0, 3], [0, 3]).map(total => Math.round(1000 * total)) // [0, 151]
 */
export function cohortCurve(
  parameters: LifetimeParameters,
  starts: ArrayLike<number>,
  times: ArrayLike<number>,
): Float64Array {
  if (starts.length === 0) throw new LearningError('no_rows', { what: 'The cohort' })
  const cohort = new Map<number, number>()
  for (let row = 0; row < starts.length; row += 1) {
    const start = starts[row]!
    if (!Number.isFinite(start))
      throw new LearningError('not_finite', { what: 'The start', row, column: 0, given: String(start) })
    cohort.set(start, (cohort.get(start) ?? 0) + 1)
  }
  const outlook = outlookOf(parameters, newCustomer)
  return Float64Array.from(times, time => {
    requireOption('times', time, {})
    let total = 0
    for (const [start, customers] of cohort)
      if (time > start) total += customers * outlookPurchases(outlook, time - start)
    return total
  })
}
