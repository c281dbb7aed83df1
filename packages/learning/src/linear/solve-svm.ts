import type { Matrix } from '../matrix/matrix.ts'
import { hingeLoss } from './hinge-loss.ts'
import { type LinearSolution, solvePenalised } from './solve-penalised.ts'

export interface SvmProblem {
  readonly matrix: Matrix
  /** 0 or 1 a row. */
  readonly target: Float64Array
  readonly weights: Float64Array
  readonly penalty: number
}

/** Intercept and weights of the least squared hinge loss and penalty. */
export function solveSvm(problem: SvmProblem): LinearSolution {
  return solvePenalised({
    ...problem,
    loss: hingeLoss(problem),
    intercept: 0,
    curvature: 2,
    l1Share: 0,
    tolerance: 1e-12,
    iterations: 500,
  })
}
