import { descendingOrder } from '../numeric/descending-order.ts'
import { requireOption } from '../numeric/require-option.ts'
import { type Judged, requireJudged, requireProbabilities } from './score-steps.ts'

/** Rows of about the same probability. */
export interface CalibrationPoint {
  /** The mean of their probabilities. */
  readonly predicted: number
  /** The share of them that came true. */
  readonly observed: number
  readonly weight: number
}

export interface CalibrationCurve {
  /** Ascending, each of about as many rows. */
  readonly points: readonly CalibrationPoint[]
  /** Mean distance of both, by weight: the expected calibration error. */
  readonly error: number
}

/**
 * How often that comes true which was given a probability: of a well calibrated model, as often as it says.
 *
 * @param target        - 0 or 1 a row.
 * @param probabilities - From 0 to 1.
 * @param parts         - Into how many parts of about as many rows; rows of one probability stay together. Default 10.
 * @throws LearningError `no_rows`, `wrong_length`, `bad_target`, `one_class`, `bad_score`, `bad_weight`, `bad_option`
 *
 * Cost: a sort.
 *
 * @example
 * calibrationCurve([0, 1, 1, 1], [0.5, 0.5, 0.9, 0.9], { parts: 2 }).points[0].observed // 0.5
 */
export function calibrationCurve(
  target: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  { parts = 10, weights }: { readonly parts?: number; readonly weights?: Float64Array } = {},
): CalibrationCurve {
  requireOption('parts', parts, { least: 1, most: 1000, whole: true })
  const judged = requireJudged('binary', target, probabilities, weights)
  requireProbabilities(judged)
  const points = cutIntoParts(judged, parts)
  const all = points.reduce((sum, { weight }) => sum + weight, 0)
  const off = points.reduce((sum, each) => sum + each.weight * Math.abs(each.predicted - each.observed), 0)
  return { points, error: off / all }
}

function cutIntoParts({ target, scores, weights }: Judged, parts: number): CalibrationPoint[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const order = descendingOrder(scores).reverse()
  const points: CalibrationPoint[] = []
  let [weight, predicted, observed, done] = [0, 0, 0, 0]
  order.forEach((row, at) => {
    weight += weights[row]!
    predicted += weights[row]! * scores[row]!
    observed += weights[row]! * target[row]!
    const next = order[at + 1]
    if (
      next !== undefined &&
      (scores[next] === scores[row] || done + weight < ((points.length + 1) * all) / parts)
    )
      return
    if (weight > 0) points.push({ predicted: predicted / weight, observed: observed / weight, weight })
    done += weight
    weight = predicted = observed = 0
  })
  return points
}
