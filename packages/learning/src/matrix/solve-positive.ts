import { cholesky } from './cholesky.ts'

/**
 * The x with `square` · x = `right`, of a matrix that is symmetric and not negative. Where it is singular, so that many
 * x would do, the diagonal is raised by as little as makes it regular.
 *
 * @param square - size × size, row-major, symmetric; only its lower triangle is read.
 * @throws RangeError for a matrix that is neither.
 *
 * Cost: size³ / 3.
 *
 * @example
 * solvePositive(Float64Array.of(4, 0, 0, 2), Float64Array.of(8, 6)) // [2, 3]
 */
export function solvePositive(square: Float64Array, right: Float64Array): Float64Array {
  return positiveSolver(square, right.length)(right)
}

/** The same for many right sides: the matrix is factored once, and each takes size². */
export function positiveSolver(square: Float64Array, size: number): (right: Float64Array) => Float64Array {
  const lower = lowerOf(square, size)
  return right => {
    const solution = Float64Array.from(right)
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < row; column += 1)
        solution[row]! -= lower[row * size + column]! * solution[column]!
      solution[row]! /= lower[row * size + row]!
    }
    for (let row = size - 1; row >= 0; row -= 1) {
      for (let below = row + 1; below < size; below += 1)
        solution[row]! -= lower[below * size + row]! * solution[below]!
      solution[row]! /= lower[row * size + row]!
    }
    return solution
  }
}

/** Every diagonal is raised in proportion, so that the units of columns do not matter. */
function lowerOf(square: Float64Array, size: number): Float64Array {
  for (let raise = 1e-12; raise < 10; raise *= 10) {
    const raised = Float64Array.from(square)
    for (let at = 0; at < size; at += 1) {
      const diagonal = square[at * size + at]!
      raised[at * size + at] = diagonal === 0 ? 1 : diagonal * (1 + raise)
    }
    const lower = cholesky(raised, size)
    if (lower !== undefined) return lower
  }
  throw new RangeError('The matrix is not symmetric and positive, or not finite.')
}
