import {
  calibrationCurve,
  type FigureInterval,
  type Gain,
  judgeNumbers,
  judgeProbabilities,
  quantile,
  seeded,
} from '@kindred/learning'
import type { Figure, FigureName, JudgedModel, ModelCurves } from '../../records/fitted-model.ts'
import { rocCurve } from './roc-curve.ts'
import type { RowSet } from './split-rows.ts'

/** Above so many rows fewer samples are drawn for intervals: they are narrow. */
const MANY_ROWS = 20_000

export interface JudgeQuestion {
  readonly judge: RowSet
  readonly predicted: Float64Array
  readonly answer: 'chance' | 'amount'
  /** From which chance on somebody is treated. */
  readonly threshold: number
  readonly seed: number
}

/** All that is told of what was foretold for rows that were not learned from. */
export function judgeRows(
  question: JudgeQuestion,
): Pick<JudgedModel, 'rows' | 'mean' | 'figures' | 'curves'> {
  return question.answer === 'chance' ? judgeChances(question) : judgeAmounts(question)
}

function judgeChances({ judge, predicted, threshold, seed }: JudgeQuestion) {
  const { target } = judge
  const kept = Math.min(threshold, 1e9)
  const found = judgeProbabilities(target, predicted, { threshold: kept, ...samples(target.length, seed) })
  const { precision, recall, f1 } = found.confusion
  return {
    rows: found.rows,
    mean: found.rate,
    figures: [
      figure('auc', found.auc),
      figure('average_precision', found.averagePrecision),
      figure('log_loss', found.logLoss),
      figure('brier', found.brier),
      figure('lift_top_tenth', found.topDecileLift),
      ...[
        { name: 'precision' as const, value: precision },
        { name: 'recall' as const, value: recall },
        { name: 'f1' as const, value: f1 },
      ],
    ],
    curves: {
      roc: rocCurve(target, predicted),
      tenths: tenthsOf(found.gains, found.rows),
      calibration: calibrationCurve(target, predicted).points.map(
        ({ predicted: foretold, observed, weight }) => ({
          foretold,
          actual: observed,
          rows: weight,
        }),
      ),
    },
  }
}

function judgeAmounts({ judge, predicted, seed }: JudgeQuestion) {
  const { target } = judge
  const found = judgeNumbers(target, predicted, samples(target.length, seed))
  return {
    rows: found.rows,
    mean: found.mean,
    figures: [
      figure('rmse', found.rmse),
      figure('mae', found.mae),
      figure('r2', found.r2),
      figure('spearman', found.spearman),
    ],
    curves: { tenths: tenthsOf(found.gains, found.rows), calibration: amountCalibration(target, predicted) },
  }
}

function samples(rows: number, seed: number) {
  return { random: seeded(seed), repeats: rows > MANY_ROWS ? 40 : 200 }
}

function figure(name: FigureName, { value, low, high }: FigureInterval): Figure {
  return { name, value, interval: [low, high] }
}

function tenthsOf(gains: readonly Gain[], rows: number): ModelCurves['tenths'] {
  return gains.map(({ gain, lift, mean, score }) => ({
    rows: rows / gains.length,
    score,
    actual: mean,
    gain,
    lift,
  }))
}

/** Means of what was foretold and of what came, tenth by tenth of what was foretold. */
function amountCalibration(target: Float64Array, predicted: Float64Array): ModelCurves['calibration'] {
  const order = Int32Array.from(predicted.keys()).sort(
    (a, b) => (predicted[a] ?? 0) - (predicted[b] ?? 0) || a - b,
  )
  const parts = Math.min(10, order.length)
  return Array.from({ length: parts }, (_, part) => {
    const from = Math.floor((part * order.length) / parts)
    const rows = order.slice(from, Math.floor(((part + 1) * order.length) / parts))
    return { foretold: meanOf(predicted, rows), actual: meanOf(target, rows), rows: rows.length }
  })
}

function meanOf(values: Float64Array, rows: Int32Array): number {
  return rows.reduce((sum, row) => sum + (values[row] ?? 0), 0) / rows.length
}

/** Of a list of numbers some that stand for all: least, quantiles, greatest; each once. */
export function fewOf(values: Float64Array, count: number): number[] {
  const sorted = values.filter(value => !Number.isNaN(value)).sort()
  if (sorted.length === 0) return []
  const shares = Array.from({ length: count }, (_, at) => (at + 0.5) / count)
  return [...new Set(shares.map(share => quantile(sorted, share)))]
}
