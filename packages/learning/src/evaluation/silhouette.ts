import type { Matrix } from '../matrix/matrix.ts'
import { requireMatrix } from '../matrix/require-matrix.ts'
import type { Random } from '../numeric/random.ts'
import { requireOption } from '../numeric/require-option.ts'
import { sampleRows } from '../numeric/sample-rows.ts'
import { distanceSums } from './distance-sums.ts'
import { requireLabels } from './require-labels.ts'

/**
 * How much nearer every row is to its own cluster than to the next one: 1 far inside, 0 between two, below 0 astray.
 *
 * @param rows   - rows × columns, finite. A `Float32Array` is compared in single precision by compiled loops.
 * @param labels - One a row; −1 for outliers, which do not count and get NaN. The only row of a cluster gets 0.
 * @throws LearningError `wrong_length`, `too_few_clusters`, `no_rows`, `not_finite`
 *
 * Source: Rousseeuw (1987), Silhouettes, J. Comput. Appl. Math. 20.
 * Checked: scikit-learn's silhouette_samples within 1e-9 (evaluation.reference.test.ts).
 * Cost: rows² × columns.
 *
 * @example
 * silhouettes(matrixOf([[0], [1], [9]]), [0, 0, 1]) // [0.888888889, 0.875, 0]
 */
export function silhouettes(
  rows: Matrix,
  labels: ArrayLike<number>,
  { threads = 1 }: SilhouetteOptions = {},
): Float64Array {
  const counts = requireGrouped(rows, labels, threads)
  const all = Int32Array.from({ length: rows.rows }, (_, row) => row)
  return silhouettesOf(all, rows, labels, counts, threads)
}

export interface SilhouetteOptions {
  /** Threads that share the work on rows in single precision; the result is the same for any number. Default 1. */
  readonly threads?: number
}

/** The mean silhouette of all rows; the number of clusters for which it is greatest separates best. */
export function silhouette(rows: Matrix, labels: ArrayLike<number>, options: SilhouetteOptions = {}): number {
  const each = silhouettes(rows, labels, options).filter(value => !Number.isNaN(value))
  return each.reduce((sum, value) => sum + value, 0) / each.length
}

export interface SampleOptions extends SilhouetteOptions {
  /** Rows to take; all, if there are fewer. */
  readonly sample: number
  readonly random: Random
}

export interface SampledSilhouette {
  readonly mean: number
  /** Standard error of the mean: the exact one is within twice this in 19 of 20 cases. 0 if all rows were taken. */
  readonly error: number
  readonly sample: number
}

/**
 * The mean silhouette, from a sample of the rows, each compared with all rows: unbiased, with its error.
 *
 * @throws LearningError as `silhouettes`; `bad_option` if the sample is below 2
 *
 * Cost: sample × rows × columns.
 *
 * @example
 * sampledSilhouette(matrixOf([[0], [1], [9]]), [0, 0, 1], { sample: 3, random: seeded(7) }).error // 0
 */
export function sampledSilhouette(
  rows: Matrix,
  labels: ArrayLike<number>,
  { sample, random, threads = 1 }: SampleOptions,
): SampledSilhouette {
  requireOption('sample', sample, { least: 2, whole: true })
  const counts = requireGrouped(rows, labels, threads)
  const grouped = Int32Array.from({ length: rows.rows }, (_, row) => row).filter(row => labels[row]! >= 0)
  const taken = sampleRows(grouped.length, sample, random).map(at => grouped[at]!)
  const values = silhouettesOf(taken, rows, labels, counts, threads)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const variance = squares / (values.length - 1) / values.length
  const left = 1 - values.length / grouped.length
  return { mean, error: Math.sqrt(variance * left), sample: values.length }
}

function requireGrouped(rows: Matrix, labels: ArrayLike<number>, threads: number): Int32Array {
  requireMatrix(rows)
  requireOption('threads', threads, { least: 1, most: 64, whole: true })
  return requireLabels('The silhouette', labels, rows.rows, 2).counts
}

function silhouettesOf(
  taken: Int32Array,
  rows: Matrix,
  labels: ArrayLike<number>,
  counts: Int32Array,
  threads: number,
): Float64Array {
  const values = new Float64Array(taken.length)
  distanceSums({ taken, rows, labels, counts, threads }, (at, sums) => {
    values[at] = silhouetteOf(labels[taken[at]!]!, sums, counts)
  })
  return values
}

/** @param sums - Of distances from the row to the rows of each cluster. */
function silhouetteOf(own: number, sums: Float64Array, counts: Int32Array): number {
  if (own < 0) return Number.NaN
  if (counts[own] === 1) return 0
  const inside = sums[own]! / (counts[own]! - 1)
  let outside = Number.POSITIVE_INFINITY
  for (let cluster = 0; cluster < counts.length; cluster += 1)
    if (cluster !== own && counts[cluster]! > 0)
      outside = Math.min(outside, sums[cluster]! / counts[cluster]!)
  const greater = Math.max(inside, outside)
  return greater === 0 ? 0 : (outside - inside) / greater
}
