import { rankCorrelation } from './rank-correlation.ts'
import { type Judged, requireJudged } from './score-steps.ts'

/** How near numbers came to what they foretold. */
export interface RegressionFigures {
  /** Root of the mean squared error. */
  readonly rmse: number
  /** Mean absolute error. */
  readonly mae: number
  /** The share of the variance that is explained: 1 is perfect, 0 no better than the mean, below 0 worse. */
  readonly r2: number
  /** Mean of what was foretold less what came true. */
  readonly bias: number
  /** Spearman's rank correlation: whether those foretold more had more. */
  readonly spearman: number
}

/**
 * @param target    - What came true, a finite number a row.
 * @param predicted - What was foretold.
 * @returns `r2` is 0 where all came true alike and all was foretold right, −Infinity where it was not.
 * @throws LearningError `no_rows`, `wrong_length`, `bad_target`, `bad_score`, `bad_weight`
 *
 * Checked: scikit-learn's and scipy's (figures.reference.test.ts).
 * Cost: two sorts.
 *
 * @example
 * regressionFigures([1, 2, 3], [1, 2, 6]).rmse // Math.sqrt(3)
 */
export function regressionFigures(
  target: ArrayLike<number>,
  predicted: ArrayLike<number>,
  weights?: Float64Array,
): RegressionFigures {
  const judged = requireJudged('number', target, predicted, weights)
  const mean = meanOf(judged, answer => answer)
  const square = meanOf(judged, (answer, given) => (given - answer) ** 2)
  const variance = meanOf(judged, answer => (answer - mean) ** 2)
  return {
    rmse: Math.sqrt(square),
    mae: meanOf(judged, (answer, given) => Math.abs(given - answer)),
    r2: variance > 0 ? 1 - square / variance : square > 0 ? Number.NEGATIVE_INFINITY : 0,
    bias: meanOf(judged, (answer, given) => given - answer),
    spearman: rankCorrelation(judged),
  }
}

function meanOf(
  { target, scores, weights }: Judged,
  value: (answer: number, given: number) => number,
): number {
  let [sum, all] = [0, 0]
  for (let row = 0; row < target.length; row += 1) {
    sum += weights[row]! * value(target[row]!, scores[row]!)
    all += weights[row]!
  }
  return sum / all
}
