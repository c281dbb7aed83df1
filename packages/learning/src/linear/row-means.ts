import type { Matrix } from '../matrix/matrix.ts'

/**
 * The mean of every column, of weighted rows.
 *
 * @example
 * rowMeans(matrixOf([[1, 2], [4, 2]]), Float64Array.of(2, 1)) // [2, 2]
 */
export function rowMeans({ rows, columns, values }: Matrix, weights: Float64Array): number[] {
  const sums = new Array<number>(columns).fill(0)
  let total = 0
  for (let row = 0; row < rows; row += 1) {
    total += weights[row]!
    for (let column = 0; column < columns; column += 1)
      sums[column]! += weights[row]! * values[row * columns + column]!
  }
  return sums.map(sum => sum / total)
}
