import type { Matrix } from './matrix.ts'
import { requireMatrix, weightsOf } from './require-matrix.ts'

/** One number a column. */
export interface ColumnStatistics {
  readonly means: Float64Array
  /** Mean squared distance from the mean (divided by the number of rows). */
  readonly variances: Float64Array
  readonly minima: Float64Array
  readonly maxima: Float64Array
}

/**
 * Mean, variance and range of every column, in two passes, so that a large mean costs no digits.
 *
 * @param weights - One a row; 3 counts as three equal rows.
 * @throws LearningError `no_rows`, `no_columns`, `wrong_length`, `not_finite`, `bad_weight`
 *
 * @example
 * columnStatistics(matrixOf([[1], [3]])).variances[0] // 1
 */
export function columnStatistics(matrix: Matrix, weights?: Float64Array): ColumnStatistics {
  requireMatrix(matrix)
  const weightOf = weightsOf(matrix.rows, weights)
  const means = weightedMeans(matrix, weightOf)
  const { minima, maxima } = ranges(matrix)
  return { means, variances: weightedVariances(matrix, weightOf, means), minima, maxima }
}

/** The mean of every column. */
export function columnMeans({ rows, columns, values }: Matrix): Float64Array {
  const sums = new Float64Array(columns)
  for (let from = 0; from < values.length; from += columns)
    for (let column = 0; column < columns; column += 1) sums[column]! += values[from + column]!
  return sums.map(sum => sum / rows)
}

function weightedMeans({ rows, columns, values }: Matrix, weights: Float64Array): Float64Array {
  const sums = new Float64Array(columns)
  let total = 0
  for (let row = 0; row < rows; row += 1) {
    const weight = weights[row]!
    total += weight
    for (let column = 0; column < columns; column += 1)
      sums[column]! += weight * values[row * columns + column]!
  }
  return sums.map(sum => sum / total)
}

function weightedVariances(
  { rows, columns, values }: Matrix,
  weights: Float64Array,
  means: Float64Array,
): Float64Array {
  const sums = new Float64Array(columns)
  let total = 0
  for (let row = 0; row < rows; row += 1) {
    const weight = weights[row]!
    total += weight
    for (let column = 0; column < columns; column += 1) {
      const away = values[row * columns + column]! - means[column]!
      sums[column]! += weight * away * away
    }
  }
  return sums.map(sum => sum / total)
}

function ranges({ columns, values }: Matrix): Pick<ColumnStatistics, 'minima' | 'maxima'> {
  const minima = new Float64Array(columns).fill(Number.POSITIVE_INFINITY)
  const maxima = new Float64Array(columns).fill(Number.NEGATIVE_INFINITY)
  for (let from = 0; from < values.length; from += columns)
    for (let column = 0; column < columns; column += 1) {
      const value = values[from + column]!
      if (value < minima[column]!) minima[column] = value
      if (value > maxima[column]!) maxima[column] = value
    }
  return { minima, maxima }
}
