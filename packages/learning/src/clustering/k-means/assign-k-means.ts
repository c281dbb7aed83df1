import { type Matrix, matrixOf } from '../../matrix/matrix.ts'
import { type Nearest, nearestCentres } from '../../matrix/nearest-centres.ts'
import { requireMatrix } from '../../matrix/require-matrix.ts'

/**
 * The cluster of every row: that with the nearest centre, and the squared distance to it.
 *
 * @param fitted - Of `fitKMeans` or `fitMiniBatchKMeans`.
 * @throws LearningError `other_columns`, `no_rows`, `not_finite`
 *
 * Cost: rows × clusters × columns.
 *
 * @example
 * const fitted = fitKMeans(matrixOf([[0], [0], [9]]), { clusters: 2, random: seeded(7) })
 * assignKMeans(fitted, matrixOf([[1], [8]])).labels // [0, 1]
 */
export function assignKMeans(
  fitted: { readonly centres: readonly (readonly number[])[] },
  rows: Matrix,
): Nearest {
  const centres = matrixOf(fitted.centres)
  requireMatrix(rows, { columns: centres.columns })
  return nearestCentres(rows, centres)
}
