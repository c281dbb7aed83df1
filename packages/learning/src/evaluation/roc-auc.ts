import { normalQuantile } from '../numeric/normal-quantile.ts'
import { requireOption } from '../numeric/require-option.ts'
import type { FigureInterval } from './figure-interval.ts'
import { type Judged, requireJudged, scoreSteps } from './score-steps.ts'

/**
 * The chance that a row that came true has a higher score than one that did not; equal scores count half. 0.5 is no
 * better than chance, 1 is never wrong.
 *
 * @param target - 0 or 1 a row.
 * @throws LearningError `no_rows`, `wrong_length`, `bad_target`, `one_class`, `bad_score`, `bad_weight`
 *
 * Checked: scikit-learn's roc_auc_score (figures.reference.test.ts).
 * Cost: a sort.
 *
 * @example
 * rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) // 0.75
 */
export function rocAuc(target: ArrayLike<number>, scores: ArrayLike<number>, weights?: Float64Array): number {
  return placements(requireJudged('binary', target, scores, weights)).auc
}

/**
 * The same, with the interval of DeLong: where it lies in 95 of 100 samples like this one. A row of weight 2 is two rows.
 *
 * @param level - The confidence, above 0 and below 1.
 * @throws LearningError what `rocAuc` throws; `bad_option`
 *
 * Source: DeLong, DeLong and Clarke-Pearson (1988), by placements as Sun and Xu (2014).
 * Checked: the sums over all pairs, written out in numpy (figures.reference.test.ts).
 * Cost: a sort.
 *
 * @example
 * rocAucInterval([0, 0, 1, 1], [0.1, 0.2, 0.35, 0.8]).low // 1
 */
export function rocAucInterval(
  target: ArrayLike<number>,
  scores: ArrayLike<number>,
  { weights, level = 0.95 }: { readonly weights?: Float64Array; readonly level?: number } = {},
): FigureInterval {
  requireOption('level', level, { above: 0, most: 1 - 1e-9 })
  const { auc, variance } = placements(requireJudged('binary', target, scores, weights))
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(variance)
  return { value: auc, low: Math.max(0, auc - reach), high: Math.min(1, auc + reach) }
}

/** Of every score, the share of the other answer that is on its wrong side. */
function placements(judged: Judged): { auc: number; variance: number } {
  const { yes, no } = scoreSteps(judged)
  const [allYes, allNo] = [sumOf(yes), sumOf(no)]
  const above = { yes: 0, no: 0 }
  let auc = 0
  const squares = { yes: 0, no: 0 }
  for (let at = 0; at < yes.length; at += 1) {
    const below = (allNo - above.no - no[at]! / 2) / allNo
    const over = (above.yes + yes[at]! / 2) / allYes
    auc += (yes[at]! * below) / allYes
    squares.yes += yes[at]! * below * below
    squares.no += no[at]! * over * over
    above.yes += yes[at]!
    above.no += no[at]!
  }
  const spread = (sum: number, all: number): number =>
    all > 1 ? Math.max(0, sum - all * auc * auc) / (all - 1) / all : 0
  return { auc, variance: spread(squares.yes, allYes) + spread(squares.no, allNo) }
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}
