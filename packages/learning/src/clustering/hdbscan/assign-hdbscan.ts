import { type Matrix, matrixOf } from '../../matrix/matrix.ts'
import { requireMatrix } from '../../matrix/require-matrix.ts'
import { KdTree } from '../kd-tree.ts'
import type { FittedHdbscan } from './fit-hdbscan.ts'

/**
 * The cluster of the nearest row of the fit, if it is as dense around the new row as the cluster was when it split
 * off; else −1. Rows of the fit get the labels of the fit.
 *
 * @throws LearningError `other_columns`, `no_rows`, `not_finite`
 *
 * Cost: rows × log rows of the fit for few columns.
 *
 * @example
 * const rows = matrixOf([[0], [0.1], [0.2], [9], [9.1], [9.2], [9.3]])
 * const fitted = fitHdbscan(rows, { smallest: 3, neighbours: 2 })
 * assignHdbscan(fitted, matrixOf([[9.15], [50]])) // [0, -1]
 */
export function assignHdbscan(fitted: FittedHdbscan, rows: Matrix): Int32Array {
  const tree = new KdTree(matrixOf(fitted.rows))
  requireMatrix(rows, { columns: tree.rows.columns })
  return Int32Array.from({ length: rows.rows }, (_, row) => {
    const near = tree.nearest(rows.values, row * rows.columns, Math.max(1, fitted.neighbours - 1))
    const label = fitted.labels[near[0]!.row]!
    if (label === -1) return -1
    return Math.sqrt(near.at(-1)!.square) <= fitted.births[label]! ? label : -1
  })
}
