import { requireOption } from '../numeric/require-option.ts'
import { requireJudged } from './score-steps.ts'

/** What came of saying yes to all scores of at least a threshold: weights of rows, and shares of them. */
export interface ConfusionMatrix {
  readonly threshold: number
  readonly truePositives: number
  readonly falsePositives: number
  readonly trueNegatives: number
  readonly falseNegatives: number
  /** Of those said yes to, the share that came true; 0 where nobody was. */
  readonly precision: number
  /** Of those that came true, the share said yes to. */
  readonly recall: number
  /** The harmonic mean of both. */
  readonly f1: number
  /** The share of all rows that was right. */
  readonly accuracy: number
}

/**
 * Counts right and wrong answers at a threshold.
 *
 * @param target - 0 or 1 a row.
 * @throws LearningError `no_rows`, `wrong_length`, `bad_target`, `one_class`, `bad_score`, `bad_weight`, `bad_option`
 *
 * Checked: scikit-learn's confusion_matrix, precision, recall and F1 (figures.reference.test.ts).
 *
 * @example
 * confusionMatrix([0, 0, 1, 1], [0.1, 0.6, 0.4, 0.9], { threshold: 0.5 }).f1 // 0.5
 */
export function confusionMatrix(
  target: ArrayLike<number>,
  scores: ArrayLike<number>,
  { threshold, weights: given }: { readonly threshold: number; readonly weights?: Float64Array },
): ConfusionMatrix {
  requireOption('threshold', threshold, {})
  const { target: answers, scores: values, weights } = requireJudged('binary', target, scores, given)
  const counts = [0, 0, 0, 0]
  for (let row = 0; row < answers.length; row += 1)
    counts[2 * answers[row]! + (values[row]! >= threshold ? 1 : 0)]! += weights[row]!
  const [trueNegatives = 0, falsePositives = 0, falseNegatives = 0, truePositives = 0] = counts
  const said = truePositives + falsePositives
  const all = said + trueNegatives + falseNegatives
  return {
    threshold,
    truePositives,
    falsePositives,
    trueNegatives,
    falseNegatives,
    precision: said > 0 ? truePositives / said : 0,
    recall: truePositives / (truePositives + falseNegatives),
    f1: (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives),
    accuracy: (truePositives + trueNegatives) / all,
  }
}
