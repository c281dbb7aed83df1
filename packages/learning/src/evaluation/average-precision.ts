import { requireJudged, scoreSteps } from './score-steps.ts'

/**
 * The precision that is to be had at each share of those found, averaged: what a list from the top is worth where few
 * come true. By chance it is the share that come true.
 *
 * @param target - 0 or 1 a row.
 * @throws LearningError `no_rows`, `wrong_length`, `bad_target`, `one_class`, `bad_score`, `bad_weight`
 *
 * Checked: scikit-learn's average_precision_score (figures.reference.test.ts).
 * Cost: a sort.
 *
 * @example
 * averagePrecision([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) // 0.8333333
 */
export function averagePrecision(
  target: ArrayLike<number>,
  scores: ArrayLike<number>,
  weights?: Float64Array,
): number {
  const { yes, no } = scoreSteps(requireJudged('binary', target, scores, weights))
  const all = yes.reduce((sum, each) => sum + each, 0)
  let [found, taken, average] = [0, 0, 0]
  for (let at = 0; at < yes.length; at += 1) {
    found += yes[at]!
    taken += yes[at]! + no[at]!
    average += (yes[at]! / all) * (found / taken)
  }
  return average
}
