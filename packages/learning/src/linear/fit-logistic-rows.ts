import type { Matrix } from '../matrix/matrix.ts'
import { requireMatrix, requireShape, weightsOf } from '../matrix/require-matrix.ts'
import { requireTarget } from '../matrix/require-target.ts'
import { requireOption } from '../numeric/require-option.ts'
import type { Watch } from '../numeric/watch.ts'
import { KernelLogisticLoss } from './kernel-logistic-loss.ts'
import { solveLogistic } from './solve-logistic.ts'
import type { LinearSolution } from './solve-penalised.ts'

export interface LogisticRowsOptions extends Watch {
  /** One a row, 0 or more. Default 1 each. */
  readonly weights?: Float64Array
  /** What weights cost, held against the sum of all log losses. Default 1. */
  readonly penalty?: number
  /** The share of the penalty that is on |weight|. Default 0. */
  readonly l1Share?: number
  /** It ends when no step is expected to take away more than this share of the loss. Default 1e-10, in single precision 1e-8. */
  readonly tolerance?: number
  /** Steps at most. Default 500. */
  readonly iterations?: number
  /** Threads that share the work on rows in single precision; the result is the same for any number. Default 1. */
  readonly threads?: number
}

/**
 * Logistic regression of rows that are numbers already: the weights themselves, for large tables.
 *
 * @param rows   - rows × columns, finite, about of one scale. A `Float32Array` is worked on in single precision by
 *                 compiled loops.
 * @param target - 0 or 1 a row.
 * @returns `value` is loss and penalty together.
 * @throws LearningError `no_rows`, `no_columns`, `not_finite`, `wrong_length`, `bad_target`, `one_class`, `bad_weight`,
 *         `bad_option`, `cancelled`
 *
 * Source: as `fitLogistic`.
 * Checked: in single precision against double (logistic-rows.test.ts); scikit-learn's loss (bench/models/logistic.ts).
 * Cost: some 15 passes: 500,000 × 30 in single precision in a tenth of a second.
 *
 * @example
 * fitLogisticRows(matrixOf([[-1], [1], [-1], [1]]), [0, 1, 0, 1], { penalty: 2 }).intercept // 0
 */
export function fitLogisticRows(
  rows: Matrix,
  target: ArrayLike<number>,
  options: LogisticRowsOptions = {},
): LinearSolution {
  const { penalty = 1, l1Share = 0, iterations = 500, threads = 1 } = options
  requireOption('penalty', penalty, { least: 0 })
  requireOption('l1Share', l1Share, { least: 0, most: 1 })
  const isSingle = rows.values instanceof Float32Array
  const { tolerance = isSingle ? 1e-8 : 1e-10 } = options
  requireOption('tolerance', tolerance, { least: 0, most: 0.1 })
  requireOption('iterations', iterations, { least: 1, whole: true })
  requireOption('threads', threads, { least: 1, most: 64, whole: true })
  requireShape(rows)
  const weights = weightsOf(rows.rows, options.weights)
  const values = requireTarget(target, 'binary', weights)
  const problem = {
    ...options,
    matrix: rows,
    target: values,
    weights,
    penalty,
    l1Share,
    tolerance,
    iterations,
  }
  if (!isSingle) {
    requireMatrix(rows)
    return solveLogistic(problem)
  }
  // Its threads start while the rows are looked at.
  using kernel = new KernelLogisticLoss(problem, threads)
  requireMatrix(rows)
  return solveLogistic(problem, kernel.loss)
}
