import { columnMeans } from '../matrix/column-statistics.ts'
import { scatter } from '../matrix/covariance.ts'
import type { Matrix } from '../matrix/matrix.ts'
import { requireMatrix } from '../matrix/require-matrix.ts'
import { kernelScatter, type Scatter } from './kernel-scatter.ts'

/** The means of all columns, and the sums of products around them. @throws LearningError `not_finite` */
export function scatterOf(rows: Matrix, threads: number): Scatter {
  const compiled = rows.values instanceof Float32Array ? kernelScatter(rows, threads) : undefined
  if (compiled !== undefined) return compiled
  requireMatrix(rows)
  const means = columnMeans(rows)
  return { means, sums: scatter(rows, means) }
}
