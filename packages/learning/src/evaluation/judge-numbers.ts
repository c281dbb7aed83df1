import { bootstrapIntervals } from './bootstrap-intervals.ts'
import type { FigureInterval } from './figure-interval.ts'
import { type Gain, gainCurve } from './gains.ts'
import type { JudgeOptions } from './judge-probabilities.ts'
import { regressionFigures } from './regression-figures.ts'

/** All that is told of foretold numbers, on rows that were not learned from. */
export interface NumberFigures {
  readonly rows: number
  readonly mean: number
  readonly rmse: FigureInterval
  readonly mae: FigureInterval
  readonly r2: FigureInterval
  readonly bias: FigureInterval
  readonly spearman: FigureInterval
  readonly gains: readonly Gain[]
}

/**
 * Judges foretold numbers by what came true; intervals are bootstrapped.
 *
 * @param target - A finite number a row.
 * @throws LearningError `no_rows`, `wrong_length`, `bad_target`, `bad_score`, `bad_weight`, `bad_option`
 *
 * Cost: `repeats` × two sorts.
 *
 * @example
 * judgeNumbers([1, 2, 3], [1, 2, 6], { random: seeded(1) }).mae.value // 1
 */
export function judgeNumbers(
  target: ArrayLike<number>,
  predicted: ArrayLike<number>,
  options: JudgeOptions,
): NumberFigures {
  const own = options.weights ?? new Float64Array(target.length).fill(1)
  const figures = (times: Float64Array): readonly number[] => {
    const drawn = times.map((each, row) => each * own[row]!)
    const { rmse, mae, r2, bias, spearman } = regressionFigures(target, predicted, drawn)
    return [rmse, mae, r2, bias, spearman]
  }
  const [rmse, mae, r2, bias, spearman] = bootstrapIntervals(target.length, figures, options)
  const weight = own.reduce((sum, each) => sum + each, 0)
  return {
    rows: target.length,
    mean: own.reduce((sum, each, row) => sum + each * target[row]!, 0) / weight,
    rmse: rmse!,
    mae: mae!,
    r2: r2!,
    bias: bias!,
    spearman: spearman!,
    gains: gainCurve(target, predicted, { task: 'number', weights: own }),
  }
}
