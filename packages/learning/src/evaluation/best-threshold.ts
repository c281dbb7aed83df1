import { requireOption } from '../numeric/require-option.ts'
import { requireJudged, scoreSteps } from './score-steps.ts'

/** What an answer brings for one row, or costs where it is below 0. */
export interface Payoff {
  /** Said yes, and it came true. */
  readonly truePositive: number
  /** Said yes, and it did not. */
  readonly falsePositive: number
  /** Default 0. */
  readonly trueNegative?: number
  /** Default 0. */
  readonly falseNegative?: number
}

export interface BestThreshold {
  /** Say yes to scores of at least this; infinite where nobody is to be treated. */
  readonly threshold: number
  /** What that brings a row, of all rows. */
  readonly value: number
  /** What saying yes to all, and to nobody, brings a row. */
  readonly valueOfAll: number
  readonly valueOfNone: number
  /** Of all rows, the share said yes to. */
  readonly share: number
}

/**
 * The threshold at which saying yes brings most, given what right and wrong answers bring and cost.
 *
 * @param target - 0 or 1 a row, of rows that were not learned from.
 * @returns Of equally good thresholds the highest.
 * @throws LearningError `no_rows`, `wrong_length`, `bad_target`, `one_class`, `bad_score`, `bad_weight`, `bad_option`
 *
 * Cost: a sort.
 *
 * @example
 * bestThreshold([0, 1, 0, 1], [0.1, 0.9, 0.5, 0.6], { truePositive: 10, falsePositive: -2 }).threshold // 0.6
 */
export function bestThreshold(
  target: ArrayLike<number>,
  scores: ArrayLike<number>,
  payoff: Payoff,
  weights?: Float64Array,
): BestThreshold {
  const { truePositive, falsePositive, trueNegative = 0, falseNegative = 0 } = payoff
  for (const [name, value] of Object.entries({ truePositive, falsePositive, trueNegative, falseNegative }))
    requireOption(name, value, {})
  const steps = scoreSteps(requireJudged('binary', target, scores, weights))
  const [allYes, allNo] = [steps.yes, steps.no].map(list => list.reduce((sum, each) => sum + each, 0))
  const all = allYes! + allNo!
  const valueOfNone = (allYes! * falseNegative + allNo! * trueNegative) / all
  let best = { threshold: Number.POSITIVE_INFINITY, value: valueOfNone, share: 0 }
  let [value, taken] = [valueOfNone, 0]
  for (let at = 0; at < steps.scores.length; at += 1) {
    value += (steps.yes[at]! * (truePositive - falseNegative)) / all
    value += (steps.no[at]! * (falsePositive - trueNegative)) / all
    taken += (steps.yes[at]! + steps.no[at]!) / all
    if (value > best.value + 1e-12 * Math.abs(best.value))
      best = { threshold: steps.scores[at]!, value, share: taken }
  }
  return { ...best, valueOfAll: value, valueOfNone }
}
