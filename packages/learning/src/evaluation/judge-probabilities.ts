import type { Random } from '../numeric/random.ts'
import { averagePrecision } from './average-precision.ts'
import { bootstrapIntervals } from './bootstrap-intervals.ts'
import { type CalibrationCurve, calibrationCurve } from './calibration-curve.ts'
import { type ConfusionMatrix, confusionMatrix } from './confusion-matrix.ts'
import type { FigureInterval } from './figure-interval.ts'
import { type Gain, gainCurve } from './gains.ts'
import { brierScore, logLoss } from './probability-losses.ts'
import { rocAuc, rocAucInterval } from './roc-auc.ts'

export interface JudgeOptions {
  /** For intervals. */
  readonly random: Random
  readonly weights?: Float64Array
  /** Of every row, whose it is: rows of one are not independent, and intervals are wider. */
  readonly groups?: ArrayLike<number>
  /** Samples for intervals. Default 200. */
  readonly repeats?: number
  /** The confidence. Default 0.95. */
  readonly level?: number
}

/** All that is told of probabilities, on rows that were not learned from. */
export interface ProbabilityFigures {
  readonly rows: number
  /** The share that came true. */
  readonly rate: number
  readonly auc: FigureInterval
  readonly averagePrecision: FigureInterval
  readonly logLoss: FigureInterval
  readonly brier: FigureInterval
  /** How many times as many of the best tenth came true as of all. */
  readonly topDecileLift: FigureInterval
  readonly confusion: ConfusionMatrix
  readonly gains: readonly Gain[]
  readonly calibration: CalibrationCurve
}

/**
 * Judges probabilities by what came true. The interval of the AUC is DeLong's where rows are independent; the others are
 * bootstrapped.
 *
 * @param target - 0 or 1 a row.
 * @throws LearningError `no_rows`, `wrong_length`, `bad_target`, `one_class`, `bad_score`, `bad_weight`, `bad_option`
 *
 * Cost: `repeats` sorts.
 *
 * @example
 * judgeProbabilities([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], { threshold: 0.5, random: seeded(1) }).auc.value // 0.75
 */
export function judgeProbabilities(
  target: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  options: JudgeOptions & { readonly threshold: number },
): ProbabilityFigures {
  const { weights, groups, threshold } = options
  const given = weights && { weights }
  const own = weights ?? new Float64Array(target.length).fill(1)
  const figures = (times: Float64Array): readonly number[] => {
    const drawn = times.map((each, row) => each * own[row]!)
    const [best] = gainCurve(target, probabilities, { weights: drawn })
    return [
      rocAuc(target, probabilities, drawn),
      averagePrecision(target, probabilities, drawn),
      logLoss(target, probabilities, drawn),
      brierScore(target, probabilities, drawn),
      best!.lift,
    ]
  }
  const [auc, precision, loss, brier, lift] = bootstrapIntervals(target.length, figures, options)
  const confusion = confusionMatrix(target, probabilities, { threshold, ...given })
  return {
    rows: target.length,
    rate: rateOf(confusion),
    auc: groups === undefined ? rocAucInterval(target, probabilities, options) : auc!,
    averagePrecision: precision!,
    logLoss: loss!,
    brier: brier!,
    topDecileLift: lift!,
    confusion,
    gains: gainCurve(target, probabilities, { ...given }),
    calibration: calibrationCurve(target, probabilities, { ...given }),
  }
}

function rateOf(confusion: ConfusionMatrix): number {
  const { truePositives, falseNegatives, falsePositives, trueNegatives } = confusion
  const yes = truePositives + falseNegatives
  return yes / (yes + falsePositives + trueNegatives)
}
