import { emptyMatrix, type Matrix } from '@kindred/learning'

/** A copy in single precision, which compiled loops take. */
export function singlePrecision(matrix: Matrix): Matrix {
  if (matrix.values instanceof Float32Array) return matrix
  const single = emptyMatrix(matrix.rows, matrix.columns, { single: true, shared: true })
  single.values.set(matrix.values)
  return single
}
