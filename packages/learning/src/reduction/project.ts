import { emptyMatrix, type Matrix } from '../matrix/matrix.ts'
import { requireMatrix } from '../matrix/require-matrix.ts'
import type { FittedPca } from './fit-pca.ts'

/**
 * Where rows lie along each component.
 *
 * @returns rows × components
 * @throws LearningError `other_columns`, `no_rows`, `not_finite`
 *
 * Cost: rows × components × columns.
 *
 * @example
 * const fitted = fitPca(matrixOf([[0, 0], [3, 4]]), { components: 1 })
 * project(fitted, matrixOf([[0, 0], [3, 4]])).values // [-2.5, 2.5]
 */
export function project({ means, directions }: FittedPca, rows: Matrix): Matrix {
  requireMatrix(rows, { columns: means.length })
  const projected = emptyMatrix(rows.rows, directions.length)
  for (let row = 0; row < rows.rows; row += 1)
    directions.forEach((direction, component) => {
      let sum = 0
      for (let column = 0; column < rows.columns; column += 1)
        sum += (rows.values[row * rows.columns + column]! - means[column]!) * direction[column]!
      projected.values[row * directions.length + component] = sum
    })
  return projected
}
