import { deepFreeze } from '../deep-freeze.ts'
import { LearningError } from '../errors.ts'
import { digamma } from '../numeric/digamma.ts'
import type { Objective } from '../numeric/line-search.ts'
import { logGamma } from '../numeric/log-gamma.ts'
import { requireOption } from '../numeric/require-option.ts'
import type { Watch } from '../numeric/watch.ts'
import { type Likelihood, maximiseLikelihood } from './maximise-likelihood.ts'

/** What customers spend: a value a customer in each. */
export interface Spending {
  /** Purchases after the first, a whole number. */
  readonly frequency: ArrayLike<number>
  /** The mean value of those purchases; anything where there were none. */
  readonly value: ArrayLike<number>
}

/** All above 0. A purchase of one customer is gamma (p, ν), and ν differs from customer to customer: gamma (q, v). */
export interface GammaGammaParameters {
  readonly p: number
  readonly q: number
  /** In the unit of the values. */
  readonly v: number
}

/** How much customers spend on a purchase: plain, frozen, survives JSON. */
export interface FittedGammaGamma extends Likelihood {
  readonly kind: 'gamma_gamma'
  readonly version: 1
  readonly parameters: GammaGammaParameters
  readonly errors: Readonly<Record<string, number | null>>
  readonly unidentified: readonly string[]
  /** Customers it was fitted to: those who bought again, for more than nothing. */
  readonly buyers: number
  /** Customers who bought again, for nothing: they say nothing of values. */
  readonly unpaid: number
  /**
   * The correlation of frequency and mean value, −1 to 1. The model takes them to be independent: far from 0, those who
   * buy often spend other amounts, and values of lifetime are off in that direction.
   */
  readonly correlation: number
}

/**
 * What customers spend on a purchase, and how much that differs between them, by maximum likelihood.
 *
 * @param spending - Customers without a repeat purchase, and such whose purchases cost nothing, are left out: with them
 *                   the parameters would run off.
 * @throws LearningError `no_rows`, `wrong_length`, `bad_spending`, `nobody_returned`, `cancelled`
 *
 * Source: Fader and Hardie (2013), The gamma-gamma model of monetary value (note 025).
 * Checked: the note's parameters for CDNOW, p 6.25, q 3.74, v 15.44 (cdnow.reference.test.ts).
 * Cost: a logarithm a customer in each of some 60 passes.
 *
 * @example
 * const frequency = [0, 1, 2, 3, 1, 4, 1, 2]
 * const fitted = fitGammaGamma({ frequency, value: [0, 20, 35, 22, 90, 31, 12, 54] })
 * [fitted.kind, fitted.buyers] // ['gamma_gamma', 7]
 */
export function fitGammaGamma(spending: Spending, watch: Watch = {}): FittedGammaGamma {
  const buyers = buyersOf(spending)
  const mean = buyers.value.reduce((sum, value) => sum + value, 0) / buyers.value.length
  const { parameters, errors, unidentified, ...likelihood } = maximiseLikelihood({
    objective: spendingLikelihood(buyers.frequency, buyers.value),
    starts: [1, 6].flatMap(p => [2, 5].map(q => [p, q, (mean * (q - 1)) / p])),
    customers: buyers.value.length,
    watch,
  })
  const [p = 0, q = 0, v = 0] = parameters
  const names = ['p', 'q', 'v']
  return deepFreeze({
    kind: 'gamma_gamma',
    version: 1,
    parameters: { p, q, v },
    errors: Object.fromEntries(names.map((name, at) => [name, errors[at] ?? null])),
    unidentified: unidentified.map(at => names[at]!),
    buyers: buyers.value.length,
    unpaid: buyers.unpaid,
    correlation: correlationOf(buyers.frequency, buyers.value),
    ...likelihood,
  })
}

interface Buyers {
  readonly frequency: Float64Array
  readonly value: Float64Array
  readonly unpaid: number
}

function buyersOf({ frequency, value }: Spending): Buyers {
  const rows = frequency.length
  if (rows === 0) throw new LearningError('no_rows', { what: 'The list of what customers spend' })
  if (value.length !== rows)
    throw new LearningError('wrong_length', { what: 'value', given: value.length, wanted: rows })
  const kept: number[] = []
  let unpaid = 0
  for (let row = 0; row < rows; row += 1) {
    requireFrequency(frequency[row]!, row)
    if (frequency[row] === 0) continue
    requireValue(value[row]!, row)
    if (value[row] === 0) unpaid += 1
    else kept.push(row)
  }
  if (kept.length < 3) throw new LearningError('nobody_returned', { returned: kept.length, customers: rows })
  return {
    frequency: Float64Array.from(kept, row => frequency[row]!),
    value: Float64Array.from(kept, row => value[row]!),
    unpaid,
  }
}

function requireFrequency(given: number, row: number): void {
  if (Number.isInteger(given) && given >= 0) return
  throw new LearningError('bad_spending', { row, fault: 'a frequency that is no whole number of 0 or more' })
}

function requireValue(given: number, row: number): void {
  if (given >= 0 && given < Infinity) return
  throw new LearningError('bad_spending', { row, fault: 'a mean value that is no number of 0 or more' })
}

/** The mean negative log-likelihood of ln p, ln q, ln v: eq. (1a) of the note. */
function spendingLikelihood(frequency: Float64Array, value: Float64Array): Objective {
  const byFrequency = new Map<number, { buyers: number; logs: number }>()
  frequency.forEach((x, row) => {
    const sums = byFrequency.get(x) ?? { buyers: 0, logs: 0 }
    byFrequency.set(x, { buyers: sums.buyers + 1, logs: sums.logs + Math.log(value[row]!) })
  })
  const rows = value.length
  return (point, gradient) => {
    const [p, q, v] = [Math.exp(point[0]!), Math.exp(point[1]!), Math.exp(point[2]!)]
    const [logV, gammaQ, psiQ] = [Math.log(v), logGamma(q), digamma(q)]
    let [sum, slopeP, slopeQ, slopeV] = [0, 0, 0, 0]
    for (const [x, { buyers, logs }] of byFrequency) {
      const [all, one] = [p * x + q, p * x]
      const logX = Math.log(x)
      const [psiAll, psiOne] = [digamma(all), digamma(one)]
      sum += buyers * (logGamma(all) - logGamma(one) - gammaQ + q * logV + one * logX) + (one - 1) * logs
      slopeP += buyers * x * (psiAll - psiOne + logX) + x * logs
      slopeQ += buyers * (psiAll - psiQ + logV)
      slopeV += (buyers * q) / v
    }
    for (let row = 0; row < rows; row += 1) {
      const x = frequency[row]!
      const spent = v + x * value[row]!
      const log = Math.log(spent)
      sum -= (p * x + q) * log
      slopeP -= x * log
      slopeQ -= log
      slopeV -= (p * x + q) / spent
    }
    gradient[0] = (-slopeP * p) / rows
    gradient[1] = (-slopeQ * q) / rows
    gradient[2] = (-slopeV * v) / rows
    return -sum / rows
  }
}

function correlationOf(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanA, meanB] = [mean(a), mean(b)]
  let [both, squareA, squareB] = [0, 0, 0]
  for (let row = 0; row < a.length; row += 1) {
    both += (a[row]! - meanA) * (b[row]! - meanB)
    squareA += (a[row]! - meanA) ** 2
    squareB += (b[row]! - meanB) ** 2
  }
  return squareA === 0 || squareB === 0 ? 0 : both / Math.sqrt(squareA * squareB)
}

/**
 * What one customer is expected to spend on a purchase: the mean of all, and her own, weighed by how much hers tells.
 *
 * @param frequency - Purchases after the first; 0 gives the mean of all.
 * @param value     - Their mean value; not looked at where `frequency` is 0.
 * @throws LearningError `bad_option`, `bad_spending` of row 0, `no_mean` if p·frequency + q is 1 or less
 *
 * Source: Fader and Hardie (2013), note 025, eq. (5).
 *
 * @example
 * Math.round(100 * expectedSpending({ p: 6.25, q: 3.74, v: 15.44 }, 2, 22.35)) // 2466
 */
export function expectedSpending(
  { p, q, v }: GammaGammaParameters,
  frequency: number,
  value: number,
): number {
  for (const [name, given] of Object.entries({ p, q, v }))
    requireOption(`gamma_gamma.${name}`, given, { above: 0 })
  requireFrequency(frequency, 0)
  if (frequency > 0) requireValue(value, 0)
  const sureness = p * frequency + q - 1
  if (!(sureness > 0)) throw new LearningError('no_mean', { what: 'The distribution of values' })
  return (p * (v + (frequency === 0 ? 0 : frequency * value))) / sureness
}
