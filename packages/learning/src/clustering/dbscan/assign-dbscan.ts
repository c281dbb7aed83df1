import { type Matrix, matrixOf } from '../../matrix/matrix.ts'
import { requireMatrix } from '../../matrix/require-matrix.ts'
import { KdTree } from '../kd-tree.ts'
import type { FittedDbscan } from './fit-dbscan.ts'

/**
 * The cluster of the nearest core within reach, −1 where there is none. Rows of the fit get the labels of the fit.
 *
 * @throws LearningError `other_columns`, `no_rows`, `not_finite`
 *
 * Cost: rows × log cores for few columns.
 *
 * @example
 * const fitted = fitDbscan(matrixOf([[0], [0.1], [0.2]]), { reach: 0.5, neighbours: 3 })
 * assignDbscan(fitted, matrixOf([[0.4], [3]])) // [0, -1]
 */
export function assignDbscan(fitted: FittedDbscan, rows: Matrix): Int32Array {
  requireMatrix(rows, fitted.cores[0] === undefined ? {} : { columns: fitted.cores[0].length })
  const labels = new Int32Array(rows.rows).fill(-1)
  if (fitted.cores.length === 0) return labels
  const tree = new KdTree(matrixOf(fitted.cores))
  for (let row = 0; row < rows.rows; row += 1) {
    const [core] = tree.nearest(rows.values, row * rows.columns, 1, fitted.reach)
    if (core !== undefined) labels[row] = fitted.coreLabels[core.row]!
  }
  return labels
}
