import type { Matrix } from '../matrix/matrix.ts'
import type { Objective } from '../numeric/line-search.ts'
import type { Watch } from '../numeric/watch.ts'
import { metricOf } from './metric.ts'
import { minimiseSparse } from './minimise-sparse.ts'

export interface PenalisedProblem extends Watch {
  /** The sum of all losses by intercept and weights. */
  readonly loss: Objective
  /** Where it starts: the intercept of weights that are all 0. */
  readonly intercept: number
  readonly matrix: Matrix
  /** Of rows. */
  readonly weights: Float64Array
  /** About the second derivative of the loss of a row of weight 1 by its sum. */
  readonly curvature: number
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
  const size = problem.matrix.columns + 1
  const costs = new Float64Array(size).fill(penalty * l1Share)
  costs[0] = 0
  const metric = metricOf({ ...problem, ridge })
  const start = new Float64Array(size)
  start[0] = problem.intercept
  const found = minimiseSparse(withRidge(loss, ridge), start, { ...problem, costs, metric })
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
