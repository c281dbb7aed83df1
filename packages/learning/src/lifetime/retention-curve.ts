import { requireOption } from '../numeric/require-option.ts'
import type { RetentionParameters } from './shifted-beta-geometric.ts'

export interface RetentionCurve {
  /** The share of a cohort still under contract at the end of period 0 (all), 1, 2 … */
  readonly survival: Float64Array
  /** Of those there before a renewal, the share that renews: at the end of period 1, 2 … */
  readonly retention: Float64Array
}

function requireRetention({ alpha, beta }: RetentionParameters): void {
  requireOption('shifted_beta_geometric.alpha', alpha, { above: 0 })
  requireOption('shifted_beta_geometric.beta', beta, { above: 0 })
}

/**
 * What becomes of a cohort under contract.
 *
 * @throws LearningError `bad_option`
 *
 * Source: Fader and Hardie (2007), eq. (5) to (8).
 *
 * @example
 * retentionCurve({ alpha: 1, beta: 1 }, 3).survival // [1, 0.5, 0.33333333, 0.25]
 */
export function retentionCurve(parameters: RetentionParameters, periods: number): RetentionCurve {
  requireRetention(parameters)
  requireOption('periods', periods, { least: 0, most: 100_000, whole: true })
  const { alpha, beta } = parameters
  const retention = Float64Array.from({ length: periods }, (_, at) => (beta + at) / (alpha + beta + at))
  const survival = new Float64Array(periods + 1).fill(1)
  retention.forEach((share, at) => {
    survival[at + 1] = survival[at]! * share
  })
  return { survival, retention }
}

export interface ResidualOptions {
  /** How often she has renewed so far, a whole number. */
  readonly renewals: number
  /** What is paid a period later counts 1 / (1 + discount) times; above 0. */
  readonly discount: number
}

/** A discount below it would take hundreds of thousands of terms. */
const LEAST_DISCOUNT = 1e-4

/**
 * How many more periods a customer is expected to pay for, discounted to now, just before she is to renew again
 * (the payment of that renewal counts in full).
 *
 * @throws LearningError `bad_option`
 *
 * Source: Fader and Hardie (2010), Customer-base valuation in a contractual setting, Marketing Science 29(1), eq. (5):
 * a hypergeometric series, here as the sum of discounted renewals that it stands for.
 * Cost: some 36 / discount terms.
 *
 * @example
 * Math.round(100 * residualLifetime({ alpha: 0.668, beta: 3.806 }, { renewals: 7, discount: 0.1 })) // 753
 */
export function residualLifetime(
  parameters: RetentionParameters,
  { renewals, discount }: ResidualOptions,
): number {
  requireRetention(parameters)
  requireOption('renewals', renewals, { least: 0, most: 100_000, whole: true })
  requireOption('discount', discount, { least: LEAST_DISCOUNT })
  const { alpha, beta } = parameters
  let [there, sum] = [1, 0]
  for (let period = renewals; there > 1e-16 * sum; period += 1) {
    there *= (beta + period) / (alpha + beta + period)
    sum += there
    there /= 1 + discount
  }
  return sum
}
