import { LearningError } from '../errors.ts'
import { emptyMatrix, listsOf, type Matrix } from '../matrix/matrix.ts'
import { requireMatrix } from '../matrix/require-matrix.ts'

export interface ClusterCentres {
  /** The mean of each cluster's rows. A number without rows has a centre of NaN. */
  readonly centres: readonly (readonly number[])[]
  readonly sizes: readonly number[]
}

/**
 * Means and sizes of clusters that labels tell; outliers (−1) are left out. `assignKMeans` takes the centres, for
 * groupings that have no way of their own to assign new rows, such as a hierarchy.
 *
 * @throws LearningError `wrong_length`, `no_rows`, `not_finite`
 *
 * Cost: one pass.
 *
 * @example
 * clusterCentres(matrixOf([[0], [2], [9]]), Int32Array.of(0, 0, 1)).centres // [[1], [9]]
 */
export function clusterCentres(rows: Matrix, labels: ArrayLike<number>): ClusterCentres {
  requireMatrix(rows)
  if (labels.length !== rows.rows)
    throw new LearningError('wrong_length', {
      what: 'The list of labels',
      given: labels.length,
      wanted: rows.rows,
    })
  let clusters = 0
  for (let row = 0; row < rows.rows; row += 1) clusters = Math.max(clusters, labels[row]! + 1)
  const sums = emptyMatrix(clusters, rows.columns)
  const sizes = new Array<number>(clusters).fill(0)
  for (let row = 0; row < rows.rows; row += 1) {
    const label = labels[row]!
    if (label < 0) continue
    sizes[label]! += 1
    for (let column = 0; column < rows.columns; column += 1)
      sums.values[label * rows.columns + column]! += rows.values[row * rows.columns + column]!
  }
  return { centres: listsOf(sums).map((sum, label) => sum.map(value => value / sizes[label]!)), sizes }
}
