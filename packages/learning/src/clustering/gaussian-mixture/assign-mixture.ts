import type { Matrix } from '../../matrix/matrix.ts'
import { requireMatrix } from '../../matrix/require-matrix.ts'
import { expect } from './expect.ts'
import type { FittedMixture } from './fit-mixture.ts'

export interface MixtureAssignment {
  /** The most probable component of every row. */
  readonly labels: Int32Array
  /** rows × clusters: the probability of each. */
  readonly probabilities: Matrix
}

/**
 * How probable each cluster of a mixture is for every row.
 *
 * @throws LearningError `other_columns`, `no_rows`, `not_finite`
 *
 * Cost: rows × clusters × columns² (full) or × columns (diagonal).
 *
 * @example
 * const rows = matrixOf([[0], [1], [8], [9], [10]])
 * const fitted = fitMixture(rows, { clusters: 2, random: seeded(7) })
 * assignMixture(fitted, rows).labels // [1, 1, 0, 0, 0]
 */
export function assignMixture({ components, shape }: FittedMixture, rows: Matrix): MixtureAssignment {
  requireMatrix(rows, { columns: components[0]?.mean.length ?? 0 })
  const { shares } = expect(rows, new Float64Array(rows.rows).fill(1), components, shape)
  const labels = new Int32Array(rows.rows)
  for (let row = 0; row < rows.rows; row += 1)
    for (let cluster = 1; cluster < shares.columns; cluster += 1) {
      const from = row * shares.columns
      if (shares.values[from + cluster]! > shares.values[from + labels[row]!]!) labels[row] = cluster
    }
  return { labels, probabilities: shares }
}
