import { deepFreeze } from '../deep-freeze.ts'
import type { Matrix } from '../matrix/matrix.ts'
import { solvePositive } from '../matrix/solve-positive.ts'
import type { Table } from '../matrix/table.ts'
import { requireOption } from '../numeric/require-option.ts'
import { step, type Watch } from '../numeric/watch.ts'
import type { PreparationOptions } from '../preparation/fit-preparation.ts'
import { prepareRows } from '../preparation/prepare-rows.ts'
import type { FittedLinear } from './fitted-linear.ts'
import { rowMeans } from './row-means.ts'

export interface RidgeOptions extends Watch {
  /** One a row, 0 or more. Default 1 each. */
  readonly weights?: Float64Array
  /** What weight² costs, held against the sum of squared errors. Default 1. */
  readonly penalty?: number
  readonly preparation?: PreparationOptions
}

/**
 * How much is to be expected, by least squares with a cost on weights: every feature adds in proportion.
 *
 * @param target - A finite number a row.
 * @throws LearningError what a table is refused for; `wrong_length`, `bad_target`, `bad_weight`, `bad_option`,
 *         `nothing_left`, `cancelled`
 *
 * Source: Hoerl and Kennard (1970), Ridge regression.
 * Checked: scikit-learn's Ridge, weights within 1e-9 (linear.reference.test.ts).
 * Cost: the preparation, rows × features² / 2, features³ / 3.
 *
 * @example
 * const age = { name: 'age', kind: 'number', values: Float64Array.of(1, 2, 3) }
 * fitRidge({ columns: [age] }, [10, 20, 30]).intercept // 20
 */
export function fitRidge(table: Table, target: ArrayLike<number>, options: RidgeOptions = {}): FittedLinear {
  const { penalty = 1 } = options
  requireOption('penalty', penalty, { least: 0 })
  const rows = prepareRows(table, target, { ...options, task: 'number' })
  const means = rowMeans(rows.matrix, rows.weights)
  const [level = 0] = rowMeans({ rows: rows.target.length, columns: 1, values: rows.target }, rows.weights)
  const { square, right } = normalEquations(rows, { means, level, penalty })
  const weights = solvePositive(square, right)
  step(options, 1, 1)
  return deepFreeze({
    kind: 'linear',
    version: 1,
    method: 'ridge',
    task: 'number',
    preparation: rows.preparation,
    intercept: means.reduce((sum, mean, at) => sum - mean * weights[at]!, level),
    weights: Array.from(weights),
    means,
    links: [],
    iterations: 1,
    isConverged: true,
  })
}

interface Rows {
  readonly matrix: Matrix
  readonly target: Float64Array
  readonly weights: Float64Array
}

interface Around {
  readonly means: readonly number[]
  readonly level: number
  readonly penalty: number
}

/** XᵀWX + penalty and XᵀWy, around the means, so that a large mean costs no digits. */
function normalEquations(
  { matrix, target, weights }: Rows,
  { means, level, penalty }: Around,
): { square: Float64Array; right: Float64Array } {
  const { rows, columns, values } = matrix
  const square = new Float64Array(columns * columns)
  const right = new Float64Array(columns)
  const away = new Float64Array(columns)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1)
      away[column] = values[row * columns + column]! - means[column]!
    for (let a = 0; a < columns; a += 1) {
      const pull = weights[row]! * away[a]!
      right[a]! += pull * (target[row]! - level)
      for (let b = 0; b <= a; b += 1) square[a * columns + b]! += pull * away[b]!
    }
  }
  for (let at = 0; at < columns; at += 1) square[at * columns + at]! += penalty
  return { square, right }
}
