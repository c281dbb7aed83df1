import type { Matrix } from '../matrix/matrix.ts'
import type { Objective } from '../numeric/line-search.ts'
import type { Watch } from '../numeric/watch.ts'
import { minimiseSparse } from './minimise-sparse.ts'

export interface PenalisedProblem extends Watch {
  /** The sum of all losses by intercept and weights. */
  readonly loss: Objective
  /** Where it starts: the intercept of weights that are all 0. */
  readonly intercept: number
  /** About the second derivative of the loss along intercept and weights. */
  readonly curvatures: Float64Array
  /** What weights cost, held against the sum of losses. */
  readonly penalty: number
  /** The share of the penalty that is on |weight|; the rest is on weight² / 2. */
  readonly l1Share: number
  readonly tolerance: number
  readonly iterations: number
}

export interface LinearSolution {
  readonly intercept: number
  readonly weights: Float64Array
  /** Loss and penalty together. */
  readonly value: number
  readonly iterations: number
  readonly isConverged: boolean
}

/** Intercept and weights of the least loss and penalty. The intercept costs nothing. */
export function solvePenalised(problem: PenalisedProblem): LinearSolution {
  const { loss, penalty, l1Share } = problem
  const ridge = penalty * (1 - l1Share)
  const curvatures = problem.curvatures.map((each, at) => each + (at === 0 ? 0 : ridge))
  const costs = curvatures.map((_, at) => (at === 0 ? 0 : penalty * l1Share))
  const start = new Float64Array(curvatures.length)
  start[0] = problem.intercept
  const found = minimiseSparse(withRidge(loss, ridge), start, { ...problem, costs, curvatures })
  return { ...found, intercept: found.place[0]!, weights: found.place.slice(1) }
}

function withRidge(loss: Objective, ridge: number): Objective {
  if (ridge === 0) return loss
  return (place, gradient) => {
    let value = loss(place, gradient)
    for (let at = 1; at < place.length; at += 1) {
      value += (ridge * place[at]! * place[at]!) / 2
      gradient[at]! += ridge * place[at]!
    }
    return value
  }
}

/** Σ weight of intercept and of squares of every column, times the curvature of a row; 1 for a column of zeros. */
export function curvaturesOf(
  { rows, columns, values }: Matrix,
  weights: Float64Array,
  of: number,
): Float64Array {
  const sums = new Float64Array(columns + 1)
  for (let row = 0; row < rows; row += 1) {
    const weight = weights[row]! * of
    sums[0]! += weight
    for (let column = 0; column < columns; column += 1)
      sums[column + 1]! += weight * values[row * columns + column]! ** 2
  }
  return sums.map(each => (each > 0 ? each : 1))
}
