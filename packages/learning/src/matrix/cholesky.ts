/**
 * The lower triangle L with L·Lᵀ = `square`, or undefined where the matrix is not positive definite.
 *
 * @param square - size × size, row-major, symmetric.
 *
 * @example
 * cholesky(Float64Array.of(4, 0, 0, 9), 2)?.[3] // 3
 */
export function cholesky(square: Float64Array, size: number): Float64Array | undefined {
  const lower = new Float64Array(size * size)
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column <= row; column += 1) {
      let left = square[row * size + column]!
      for (let inner = 0; inner < column; inner += 1)
        left -= lower[row * size + inner]! * lower[column * size + inner]!
      if (row !== column) lower[row * size + column] = left / lower[column * size + column]!
      else if (left > 0) lower[row * size + row] = Math.sqrt(left)
      else return undefined
    }
  return lower
}
