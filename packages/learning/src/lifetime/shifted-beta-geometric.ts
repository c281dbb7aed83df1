import { deepFreeze } from '../deep-freeze.ts'
import { LearningError } from '../errors.ts'
import type { Objective } from '../numeric/line-search.ts'
import type { Watch } from '../numeric/watch.ts'
import { type Likelihood, maximiseLikelihood } from './maximise-likelihood.ts'

/** Customers under contract: at the beginning, then at the end of the first period, the second … Never more than before. */
export type Cohort = readonly number[]

/** Both above 0: the chance not to renew differs from customer to customer: beta (alpha, beta). */
export interface RetentionParameters {
  readonly alpha: number
  readonly beta: number
}

/** How long contracts are renewed: plain, frozen, survives JSON. */
export interface FittedRetention extends Likelihood {
  readonly kind: 'shifted_beta_geometric'
  readonly version: 1
  readonly parameters: RetentionParameters
  readonly errors: Readonly<Record<string, number | null>>
  readonly unidentified: readonly string[]
  readonly customers: number
  /** How many of them did not renew. */
  readonly lost: number
}

/**
 * How customers under contract renew it (shifted beta-geometric), by maximum likelihood.
 *
 * That fewer leave every year is not that customers grow loyal: those who were likely to leave have left.
 *
 * @param cohorts - One or several, of any lengths.
 * @throws LearningError `no_rows`, `bad_cohort`, `nobody_returned`, `cancelled`
 *
 * Source: Fader and Hardie (2007), How to project customer retention, Journal of Interactive Marketing 21(1).
 * Checked: its tables: High End 0.668, 3.806, Regular 0.704, 1.182 (retention.reference.test.ts).
 * Cost: the longest cohort, in each of some 30 passes.
 *
 * @example
 * const regular = fitShiftedBetaGeometric([[1000, 631, 468, 382, 326, 289, 262, 241]])
 * Math.round(1000 * regular.parameters.beta) // 1182
 */
export function fitShiftedBetaGeometric(cohorts: readonly Cohort[], watch: Watch = {}): FittedRetention {
  const { lost, kept, customers } = tenuresOf(cohorts)
  const left = lost.reduce((sum, each) => sum + each, 0)
  if (left === 0 || left === customers)
    throw new LearningError('nobody_returned', { returned: customers - left, customers })
  const { parameters, errors, unidentified, ...likelihood } = maximiseLikelihood({
    objective: retentionLikelihood(lost, kept, customers),
    starts: [
      [1, 1],
      [0.5, 4],
      [5, 20],
    ],
    customers,
    watch,
  })
  const [alpha = 0, beta = 0] = parameters
  const names = ['alpha', 'beta']
  return deepFreeze({
    kind: 'shifted_beta_geometric',
    version: 1,
    parameters: { alpha, beta },
    errors: Object.fromEntries(names.map((name, at) => [name, errors[at] ?? null])),
    unidentified: unidentified.map(at => names[at]!),
    customers,
    lost: left,
    ...likelihood,
  })
}

interface Tenures {
  /** Customers who left at the end of period 1, 2 … */
  readonly lost: Float64Array
  /** Customers last seen, still there, at the end of period 0, 1, 2 … */
  readonly kept: Float64Array
  readonly customers: number
}

function tenuresOf(cohorts: readonly Cohort[]): Tenures {
  if (cohorts.length === 0) throw new LearningError('no_rows', { what: 'The list of cohorts' })
  cohorts.forEach(requireCohort)
  const longest = cohorts.reduce((most, { length }) => Math.max(most, length), 0)
  const lost = new Float64Array(longest)
  const kept = new Float64Array(longest)
  let customers = 0
  for (const cohort of cohorts) {
    for (let period = 1; period < cohort.length; period += 1)
      lost[period]! += cohort[period - 1]! - cohort[period]!
    kept[cohort.length - 1]! += cohort.at(-1)!
    customers += cohort[0]!
  }
  return { lost, kept, customers }
}

function requireCohort(cohort: Cohort, at: number): void {
  const refuse = (fault: string): never => {
    throw new LearningError('bad_cohort', { cohort: `${at}, counted from 0,`, fault })
  }
  if (cohort.length < 2) refuse('no period after its beginning')
  cohort.forEach((customers, period) => {
    if (!(customers >= 0 && customers < Infinity))
      refuse(`no number of 0 or more at the end of period ${period}`)
    if (period > 0 && customers > cohort[period - 1]!)
      refuse(`more customers at the end of period ${period} than before`)
  })
  if (cohort[0] === 0) refuse('no customers at its beginning')
}

/** The mean negative log-likelihood of ln α, ln β. */
function retentionLikelihood(lost: Float64Array, kept: Float64Array, customers: number): Objective {
  return (point, gradient) => {
    const [alpha, beta] = [Math.exp(point[0]!), Math.exp(point[1]!)]
    /** ln S(t) and its slopes: one renewal more, β + t − 1 out of α + β + t − 1. */
    let [stay, stayAlpha, stayBeta] = [0, 0, 0]
    let value = kept[0]! * stay
    let [slopeAlpha, slopeBeta] = [0, 0]
    for (let period = 1; period < lost.length; period += 1) {
      const [renewed, all] = [beta + period - 1, alpha + beta + period - 1]
      value += lost[period]! * (stay + Math.log(alpha / all))
      slopeAlpha += lost[period]! * (stayAlpha + 1 / alpha - 1 / all)
      slopeBeta += lost[period]! * (stayBeta - 1 / all)
      stay -= Math.log1p(alpha / renewed)
      stayAlpha -= 1 / all
      stayBeta += alpha / (renewed * all)
      value += kept[period]! * stay
      slopeAlpha += kept[period]! * stayAlpha
      slopeBeta += kept[period]! * stayBeta
    }
    gradient[0] = (-slopeAlpha * alpha) / customers
    gradient[1] = (-slopeBeta * beta) / customers
    return -value / customers
  }
}
