import { applyLinks } from '../calibration/apply-links.ts'
import type { Matrix } from '../matrix/matrix.ts'
import type { Table } from '../matrix/table.ts'
import { applyPreparation } from '../preparation/apply-preparation.ts'
import type { FittedLinear } from './fitted-linear.ts'

/**
 * What is foretold for every row: a probability where the task is binary, else a number.
 *
 * @throws LearningError what a table is refused for; `column_missing`, `column_of_other_kind`
 *
 * Cost: rows × features.
 *
 * @example
 * const age = { name: 'age', kind: 'number', values: Float64Array.of(1, 2, 3) }
 * predictLinear(fitRidge({ columns: [age] }, [10, 20, 30], { penalty: 0 }), { columns: [age] }) // [10, 20, 30]
 */
export function predictLinear(fitted: FittedLinear, table: Table): Float64Array {
  const { matrix } = applyPreparation(fitted.preparation, table)
  return applyLinks(fitted.links, weightedSums(matrix, fitted.weights, fitted.intercept))
}

/** Intercept + Σ weight · value, row by row. */
export function weightedSums(
  { rows, columns, values }: Matrix,
  weights: ArrayLike<number>,
  intercept: number,
): Float64Array {
  const sums = new Float64Array(rows)
  for (let row = 0; row < rows; row += 1) {
    let sum = intercept
    for (let column = 0; column < columns; column += 1)
      sum += weights[column]! * values[row * columns + column]!
    sums[row] = sum
  }
  return sums
}
