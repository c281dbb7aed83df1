import { deepFreeze } from '../deep-freeze.ts'
import { LearningError } from '../errors.ts'
import type { Matrix } from '../matrix/matrix.ts'
import { requireShape } from '../matrix/require-matrix.ts'
import { symmetricEigen } from '../matrix/symmetric-eigen.ts'
import { requireOption } from '../numeric/require-option.ts'
import { scatterOf } from './scatter-of.ts'

export interface PcaOptions {
  /** How many components are kept at most. Default: all. */
  readonly components?: number
  /** Keeps no more components than explain this share of the variance. Default 1. */
  readonly share?: number
  /** Threads that share the work on rows in single precision; the result is the same for any number. Default 1. */
  readonly threads?: number
}

/** Principal components, the longest first: plain, frozen, survives JSON. */
export interface FittedPca {
  readonly kind: 'pca'
  readonly version: 1
  readonly means: readonly number[]
  /** One direction of length 1 a component; its greatest part is positive. */
  readonly directions: readonly (readonly number[])[]
  /** The variance along each (divided by rows − 1). */
  readonly variances: readonly number[]
  /** The share of the whole variance along each. */
  readonly shares: readonly number[]
}

/**
 * The directions in which rows differ most: a few of them often say nearly all, and two of them make a picture.
 *
 * @param rows - rows × columns, finite; at least 2 rows. Scale the columns first. A `Float32Array` is worked on in
 *               single precision by compiled loops, which takes a tenth of the time.
 * @throws LearningError `no_rows`, `no_columns`, `not_finite`, `bad_option`, `too_few_rows`
 *
 * Checked: scikit-learn's PCA, variances and directions within 1e-9 (pca.reference.test.ts).
 * Cost: rows × columns² / 2, and columns³.
 *
 * @example
 * fitPca(matrixOf([[0, 0], [1, 1], [2, 2]])).shares // [1, 0]
 */
export function fitPca(rows: Matrix, options: PcaOptions = {}): FittedPca {
  const { components, share = 1, threads = 1 } = options
  requireShape(rows)
  if (rows.rows < 2) throw new LearningError('too_few_rows', { what: 'PCA', given: rows.rows, wanted: 2 })
  if (components !== undefined)
    requireOption('components', components, { least: 1, most: rows.columns, whole: true })
  requireOption('share', share, { above: 0, most: 1 })
  requireOption('threads', threads, { least: 1, most: 64, whole: true })
  const { means, sums } = scatterOf(rows, threads)
  const covariance = sums.map(sum => sum / (rows.rows - 1))
  const { values, vectors } = symmetricEigen(covariance, rows.columns)
  // Rounding leaves a variance of nothing a little below 0.
  const variances = values.map(value => Math.max(0, value))
  const whole = variances.reduce((sum, value) => sum + value, 0)
  const shares = variances.map(variance => (whole === 0 ? 0 : variance / whole))
  const kept = Math.min(components ?? rows.columns, enoughFor(share, shares))
  return deepFreeze({
    kind: 'pca',
    version: 1,
    means: Array.from(means),
    directions: vectors.slice(0, kept),
    variances: variances.slice(0, kept),
    shares: shares.slice(0, kept),
  })
}

function enoughFor(share: number, shares: readonly number[]): number {
  let explained = 0
  const last = shares.findIndex(each => {
    explained += each
    return explained >= share - 1e-12
  })
  return share === 1 || last === -1 ? shares.length : last + 1
}
