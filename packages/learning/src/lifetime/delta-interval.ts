import { normalQuantile } from '../numeric/normal-quantile.ts'
import { requireOption } from '../numeric/require-option.ts'

/** An estimate, and the bounds between which the truth lies with a probability. */
export interface Interval {
  readonly estimate: number
  /** Null where the data do not tell the parameters. */
  readonly low: number | null
  readonly high: number | null
}

export interface DeltaTask {
  /** All above 0. */
  readonly parameters: readonly number[]
  /** Of their logarithms; null gives no bounds. */
  readonly covariance: readonly (readonly number[])[] | null
  /** What is asked about, above 0; `probability` keeps the bounds below 1 as well. */
  readonly quantity: (parameters: readonly number[]) => number
  readonly of: 'amount' | 'probability'
  /** Above 0, below 1. Default 0.95. */
  readonly level?: number
}

const STEP = 1e-4

/**
 * An interval for what follows from fitted parameters: how sure the parameters are, carried over by the slope of the
 * quantity's logarithm (or log odds), so that the bounds stay where the quantity can be.
 *
 * It tells how sure the mean is, not how far one customer may be from it: that is `purchaseQuantile`.
 *
 * @throws LearningError `bad_option`
 *
 * Cost: two readings of the quantity a parameter, and one.
 *
 * @example
 * const rate = { parameters: [4], covariance: [[0.01]], quantity: ([value]) => value, of: 'amount' }
 * Math.round(1000 * deltaInterval(rate).high) // 4866
 */
export function deltaInterval({ parameters, covariance, quantity, of, level = 0.95 }: DeltaTask): Interval {
  requireOption('level', level, { above: 0, most: 0.999999 })
  const estimate = quantity(parameters)
  if (covariance === null || !(estimate > 0) || (of === 'probability' && estimate >= 1))
    return { estimate, low: null, high: null }
  const open = of === 'amount' ? Math.log : logOdds
  const slopes = parameters.map((_, at) => {
    const moved = [STEP, -STEP].map(change =>
      open(quantity(parameters.map((value, place) => (place === at ? value * Math.exp(change) : value)))),
    )
    return (moved[0]! - moved[1]!) / (2 * STEP)
  })
  const variance = slopes.reduce(
    (sum, slope, a) =>
      sum + slope * slopes.reduce((inner, other, b) => inner + other * covariance[a]![b]!, 0),
    0,
  )
  const reach = normalQuantile(0.5 + level / 2) * Math.sqrt(Math.max(0, variance))
  const close = of === 'amount' ? Math.exp : shareOf
  return { estimate, low: close(open(estimate) - reach), high: close(open(estimate) + reach) }
}

function logOdds(share: number): number {
  return Math.log(share) - Math.log1p(-share)
}

function shareOf(odds: number): number {
  return 1 / (1 + Math.exp(-odds))
}
