import { Matrix as Dense, EigenvalueDecomposition } from 'ml-matrix'

export interface Eigen {
  /** Greatest first. */
  readonly values: readonly number[]
  /** One vector of length 1 a value; the entry of the greatest size is positive, so that signs are settled. */
  readonly vectors: readonly (readonly number[])[]
}

/**
 * Eigenvalues and vectors of a symmetric matrix.
 *
 * @param square - size × size, row-major.
 *
 * Cost: size³; the computation is ml-matrix's.
 *
 * @example
 * symmetricEigen(Float64Array.of(2, 0, 0, 3), 2).values // [3, 2]
 */
export function symmetricEigen(square: Float64Array, size: number): Eigen {
  const found = new EigenvalueDecomposition(Dense.from1DArray(size, size, square), { assumeSymmetric: true })
  const order = found.realEigenvalues.map((_, at) => at)
  order.sort((a, b) => found.realEigenvalues[b]! - found.realEigenvalues[a]!)
  return {
    values: order.map(at => found.realEigenvalues[at]!),
    vectors: order.map(at => withSettledSign(found.eigenvectorMatrix.getColumn(at))),
  }
}

function withSettledSign(vector: readonly number[]): number[] {
  let greatest = 0
  for (const entry of vector) if (Math.abs(entry) > Math.abs(greatest) + 1e-12) greatest = entry
  return vector.map(entry => (greatest < 0 ? -entry : entry))
}
