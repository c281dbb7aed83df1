import type { Matrix } from '../matrix/matrix.ts'
import type { Objective } from '../numeric/line-search.ts'

interface Rows {
  readonly matrix: Matrix
  /** 0 or 1. */
  readonly target: Float64Array
  readonly weights: Float64Array
}

/**
 * What rows cost that are not on their side of the line by at least 1: Σ weight · max(0, 1 ∓ (b + x·w))², and its
 * gradient.
 *
 * Cost: two multiplications a number of the matrix.
 */
export function hingeLoss({ matrix, target, weights }: Rows): Objective {
  const { rows, columns, values } = matrix
  return (place, gradient) => {
    gradient.fill(0)
    let loss = 0
    for (let row = 0, from = 0; row < rows; row += 1, from += columns) {
      let margin = place[0]!
      for (let column = 0; column < columns; column += 1)
        margin += values[from + column]! * place[column + 1]!
      const side = 2 * target[row]! - 1
      const short = 1 - side * margin
      if (short <= 0) continue
      loss += weights[row]! * short * short
      const pull = -2 * side * weights[row]! * short
      gradient[0]! += pull
      for (let column = 0; column < columns; column += 1)
        gradient[column + 1]! += pull * values[from + column]!
    }
    return loss
  }
}
