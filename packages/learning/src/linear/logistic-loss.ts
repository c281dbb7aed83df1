import type { Matrix } from '../matrix/matrix.ts'
import type { Objective } from '../numeric/line-search.ts'

interface Rows {
  readonly matrix: Matrix
  /** 0 or 1. */
  readonly target: Float64Array
  readonly weights: Float64Array
}

/**
 * The log loss of all rows, by intercept and weights: Σ weight · log(1 + exp(∓(b + x·w))), and its gradient.
 *
 * Cost: two multiplications a number of the matrix, an exponential and a logarithm a row.
 */
export function logisticLoss({ matrix, target, weights }: Rows): Objective {
  const { rows, columns, values } = matrix
  return (place, gradient) => {
    gradient.fill(0)
    let loss = 0
    for (let row = 0, from = 0; row < rows; row += 1, from += columns) {
      let margin = place[0]!
      for (let column = 0; column < columns; column += 1)
        margin += values[from + column]! * place[column + 1]!
      const decay = Math.exp(-Math.abs(margin))
      const weight = weights[row]!
      loss += weight * (Math.log1p(decay) + Math.max(0, margin) - target[row]! * margin)
      const chance = (margin >= 0 ? 1 : decay) / (1 + decay)
      const pull = weight * (chance - target[row]!)
      gradient[0]! += pull
      for (let column = 0; column < columns; column += 1)
        gradient[column + 1]! += pull * values[from + column]!
    }
    return loss
  }
}
