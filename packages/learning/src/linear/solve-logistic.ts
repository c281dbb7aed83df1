import type { Matrix } from '../matrix/matrix.ts'
import type { Objective } from '../numeric/line-search.ts'
import type { Watch } from '../numeric/watch.ts'
import { logisticLoss } from './logistic-loss.ts'
import { type LinearSolution, solvePenalised } from './solve-penalised.ts'

export interface LogisticProblem extends Watch {
  readonly matrix: Matrix
  /** 0 or 1 a row, both of them among rows of a weight. */
  readonly target: Float64Array
  readonly weights: Float64Array
  readonly penalty: number
  readonly l1Share: number
  readonly tolerance: number
  readonly iterations: number
}

/** Intercept and weights of the least penalised log loss. */
export function solveLogistic(
  problem: LogisticProblem,
  loss: Objective = logisticLoss(problem),
): LinearSolution {
  const odds = oddsOf(problem)
  return solvePenalised({
    ...problem,
    loss,
    intercept: Math.log(odds),
    curvature: odds / (1 + odds) ** 2,
  })
}

/** Of yes against no among the rows. */
function oddsOf({ target, weights }: LogisticProblem): number {
  let yes = 0
  let no = 0
  for (let row = 0; row < weights.length; row += 1) {
    if (target[row] === 1) yes += weights[row]!
    else no += weights[row]!
  }
  return yes / no
}
