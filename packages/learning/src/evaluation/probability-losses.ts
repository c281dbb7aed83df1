import { type Judged, requireJudged, requireProbabilities } from './score-steps.ts'

/** No probability is taken for nearer to 0 or 1: one wrong row would otherwise be all that counts. */
const LEAST = 1e-15

/**
 * The mean of −log of the probability that was given to what came true: 0 is perfect, 0.69 a coin.
 *
 * @param target        - 0 or 1 a row.
 * @param probabilities - From 0 to 1; counted as at least 1e-15 away from both.
 * @throws LearningError `no_rows`, `wrong_length`, `bad_target`, `one_class`, `bad_score`, `bad_weight`
 *
 * Checked: scikit-learn's log_loss (figures.reference.test.ts).
 *
 * @example
 * logLoss([0, 1], [0.5, 0.5]) // Math.LN2
 */
export function logLoss(
  target: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  weights?: Float64Array,
): number {
  return meanOf(judgedProbabilities(target, probabilities, weights), (answer, given) => {
    const chance = Math.min(1 - LEAST, Math.max(LEAST, given))
    return -Math.log(answer === 1 ? chance : 1 - chance)
  })
}

/**
 * The mean squared distance of probabilities from what came true: 0 is perfect, 0.25 a coin.
 *
 * @param target        - 0 or 1 a row.
 * @param probabilities - From 0 to 1.
 * @throws LearningError `no_rows`, `wrong_length`, `bad_target`, `one_class`, `bad_score`, `bad_weight`
 *
 * Source: Brier (1950). Checked: scikit-learn's brier_score_loss (figures.reference.test.ts).
 *
 * @example
 * brierScore([0, 1], [0.2, 0.8]) // 0.04
 */
export function brierScore(
  target: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  weights?: Float64Array,
): number {
  return meanOf(
    judgedProbabilities(target, probabilities, weights),
    (answer, given) => (answer - given) * (answer - given),
  )
}

function judgedProbabilities(
  target: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  weights: Float64Array | undefined,
): Judged {
  const judged = requireJudged('binary', target, probabilities, weights)
  requireProbabilities(judged)
  return judged
}

function meanOf(
  { target, scores, weights }: Judged,
  loss: (answer: number, given: number) => number,
): number {
  let [sum, all] = [0, 0]
  for (let row = 0; row < target.length; row += 1) {
    sum += weights[row]! * loss(target[row]!, scores[row]!)
    all += weights[row]!
  }
  return sum / all
}
