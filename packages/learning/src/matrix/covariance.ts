import type { Matrix } from './matrix.ts'

/**
 * The sum of (x − mean)(x − mean)ᵀ over the rows.
 *
 * @param means - One a column.
 * @returns columns × columns, row-major, symmetric; divide by rows − 1 for the covariance.
 *
 * Cost: rows × columns² / 2 multiplications.
 */
export function scatter({ rows, columns, values }: Matrix, means: Float64Array): Float64Array {
  const sums = new Float64Array(columns * columns)
  const away = new Float64Array(columns)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1)
      away[column] = values[row * columns + column]! - means[column]!
    for (let a = 0; a < columns; a += 1) {
      const first = away[a]!
      for (let b = 0; b <= a; b += 1) sums[a * columns + b]! += first * away[b]!
    }
  }
  mirror(sums, columns)
  return sums
}

/** Copies the lower triangle into the upper one. */
function mirror(square: Float64Array, size: number): void {
  for (let a = 0; a < size; a += 1)
    for (let b = 0; b < a; b += 1) square[b * size + a] = square[a * size + b]!
}
