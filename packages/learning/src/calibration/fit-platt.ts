import { weightsOf } from '../matrix/require-matrix.ts'
import { requireTarget } from '../matrix/require-target.ts'
import { minimise } from '../numeric/minimise.ts'
import { type Link, logistic } from './link.ts'

/**
 * The probability that goes with a score, as a logistic curve of it. Scores are to be of rows that were not learned from.
 *
 * @param scores - One a row, finite; the greater the more likely.
 * @param target - 0 or 1 a row.
 * @throws LearningError `wrong_length`, `bad_target`, `one_class`, `bad_weight`
 *
 * Source: Platt (1999), Probabilistic outputs for support vector machines, with his correction of the targets.
 * Checked: scikit-learn's sigmoid calibration, within 1e-6 (calibration.reference.test.ts).
 * Cost: some 20 passes.
 *
 * @example
 * fitPlatt(Float64Array.of(-1, 1, -1, 1), [0, 1, 1, 0]).slope // 0
 */
export function fitPlatt(
  scores: Float64Array,
  target: ArrayLike<number>,
  weights?: Float64Array,
): Extract<Link, { kind: 'platt' }> {
  const rowWeights = weightsOf(scores.length, weights)
  const answers = requireTarget(target, 'binary', rowWeights)
  const { no, yes } = countsOf(answers, rowWeights)
  const wanted = answers.map(answer => (answer === 1 ? (yes + 1) / (yes + 2) : 1 / (no + 2)))
  const { middle, unit } = scaleOf(scores, rowWeights)
  const loss = (place: Float64Array, gradient: Float64Array): number => {
    gradient.fill(0)
    let sum = 0
    for (let row = 0; row < scores.length; row += 1) {
      const weight = rowWeights[row]! / (no + yes)
      const score = (scores[row]! - middle) / unit
      const margin = place[0]! * score + place[1]!
      sum += weight * (Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, margin) - wanted[row]! * margin)
      const pull = weight * (logistic(margin) - wanted[row]!)
      gradient[0]! += pull * score
      gradient[1]! += pull
    }
    return sum
  }
  const [slope = 0, level = 0] = minimise(loss, Float64Array.of(0, Math.log((yes + 1) / (no + 1))), {
    tolerance: 1e-10,
  }).point
  return { kind: 'platt', slope: slope / unit, intercept: level - (slope * middle) / unit }
}

function countsOf(answers: Float64Array, weights: Float64Array): { no: number; yes: number } {
  let [no, yes] = [0, 0]
  answers.forEach((answer, row) => {
    if (answer === 1) yes += weights[row]!
    else no += weights[row]!
  })
  return { no, yes }
}

/** Mean and deviation, so that the unit of scores does not matter. */
function scaleOf(scores: Float64Array, weights: Float64Array): { middle: number; unit: number } {
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const middle = scores.reduce((sum, score, row) => sum + weights[row]! * score, 0) / all
  const square = scores.reduce((sum, score, row) => sum + weights[row]! * (score - middle) ** 2, 0)
  return { middle, unit: square > 0 ? Math.sqrt(square / all) : 1 }
}
