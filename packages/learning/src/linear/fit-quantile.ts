import { deepFreeze } from '../deep-freeze.ts'
import type { Table } from '../matrix/table.ts'
import { requireOption } from '../numeric/require-option.ts'
import type { Watch } from '../numeric/watch.ts'
import type { PreparationOptions } from '../preparation/fit-preparation.ts'
import { type PreparedRows, prepareRows } from '../preparation/prepare-rows.ts'
import type { FittedLinear } from './fitted-linear.ts'
import { type PinballProblem, solvePinball } from './interior-point.ts'
import { rowMeans } from './row-means.ts'

export interface QuantileOptions extends Watch {
  /** One a row, 0 or more. Default 1 each. */
  readonly weights?: Float64Array
  /** The share of rows that are to be below what is foretold, above 0 and below 1. Default 0.5, the median. */
  readonly share?: number
  /** What |weight| costs, held against the sum of losses. Default 0. */
  readonly penalty?: number
  readonly preparation?: PreparationOptions
}

/**
 * The amount that a share of rows like this one stays below: the median is not moved by a few large ones, and two
 * quantiles make an interval.
 *
 * @param target - A finite number a row.
 * @throws LearningError what a table is refused for; `wrong_length`, `bad_target`, `bad_weight`, `bad_option`,
 *         `nothing_left`, `cancelled`
 *
 * Source: Koenker and Bassett (1978), Regression quantiles; solved exactly, see interior-point.ts.
 * Checked: scikit-learn's QuantileRegressor, loss within 1e-8 (linear.reference.test.ts).
 * Cost: the preparation, and 10 to 30 times rows × features² / 2.
 *
 * @example
 * const age = { name: 'age', kind: 'number', values: Float64Array.of(1, 2, 3, 4) }
 * predictLinear(fitQuantile({ columns: [age] }, [10, 20, 900, 40]), { columns: [age] }) // [10, 20, 30, 40]
 */
export function fitQuantile(
  table: Table,
  target: ArrayLike<number>,
  options: QuantileOptions = {},
): FittedLinear {
  const { share = 0.5, penalty = 0 } = options
  requireOption('share', share, { least: 1e-6, most: 1 - 1e-6 })
  requireOption('penalty', penalty, { least: 0 })
  const rows = prepareRows(table, target, { ...options, task: 'number' })
  const unit = unitOf(rows)
  const solved = solvePinball({ ...options, ...problemOf(rows, { share, penalty, unit }) })
  const [intercept = 0, ...weights] = Array.from(solved.coefficients, each => each * unit)
  return deepFreeze({
    kind: 'linear',
    version: 1,
    method: 'quantile',
    task: 'number',
    preparation: rows.preparation,
    intercept,
    weights,
    means: rowMeans(rows.matrix, rows.weights),
    links: [],
    iterations: solved.iterations,
    isConverged: solved.isConverged,
  })
}

/** What the target is divided by, so that its unit does not matter: its greatest size. */
function unitOf({ target }: PreparedRows): number {
  const greatest = target.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return greatest > 0 ? greatest : 1
}

interface Wanted {
  readonly share: number
  readonly penalty: number
  readonly unit: number
}

/** A cost on |weight| is a row for each weight, of which half is on either side. */
function problemOf(rows: PreparedRows, { share, penalty, unit }: Wanted): PinballProblem {
  const { matrix } = rows
  const columns = matrix.columns + 1
  const added = penalty > 0 ? matrix.columns : 0
  const count = matrix.rows + added
  const values = new Float64Array(count * columns)
  for (let row = 0; row < matrix.rows; row += 1) {
    values[row * columns] = 1
    values.set(matrix.values.subarray(row * matrix.columns, (row + 1) * matrix.columns), row * columns + 1)
  }
  for (let at = 0; at < added; at += 1) values[(matrix.rows + at) * columns + at + 1] = 1
  const listed = (real: (row: number) => number, extra: number): Float64Array =>
    Float64Array.from({ length: count }, (_, row) => (row < matrix.rows ? real(row) : extra))
  return {
    values,
    columns,
    target: listed(row => rows.target[row]! / unit, 0),
    weights: listed(row => rows.weights[row]!, 2 * penalty),
    below: listed(row => rows.weights[row]! * (1 - share), penalty),
  }
}
