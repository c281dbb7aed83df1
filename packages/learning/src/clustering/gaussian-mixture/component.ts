import type { Matrix } from '../../matrix/matrix.ts'

export type Shape = 'full' | 'diagonal'

/** One normal distribution of a mixture. */
export interface Component {
  /** Of all rows; the shares of a mixture sum up to 1. */
  readonly share: number
  readonly mean: readonly number[]
  /** full: columns × columns, row-major. diagonal: the variance of each column. */
  readonly covariance: readonly number[]
}

interface ComponentOptions {
  readonly shape: Shape
  readonly floor: number
}

/**
 * The likeliest components when it is known how much every row belongs to each.
 *
 * @param shares - rows × clusters
 */
export function componentsOf(
  rows: Matrix,
  weights: Float64Array,
  shares: Matrix,
  options: ComponentOptions,
): Component[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return Array.from({ length: shares.columns }, (_, cluster) => {
    const parts = weights.map((weight, row) => weight * shares.values[row * shares.columns + cluster]!)
    return componentOf(rows, parts, total, options)
  })
}

function componentOf(rows: Matrix, parts: Float64Array, total: number, options: ComponentOptions): Component {
  /** What keeps a cluster that has lost all its rows from being divided by nothing, as in scikit-learn. */
  const size = parts.reduce((sum, part) => sum + part, 0) + 10 * Number.EPSILON
  const mean = meanOf(rows, parts, size)
  const spread = options.shape === 'full' ? fullSpread : diagonalSpread
  return { share: size / total, mean, covariance: spread(rows, parts, size, mean, options.floor) }
}

function meanOf({ rows, columns, values }: Matrix, parts: Float64Array, size: number): number[] {
  const mean = new Array<number>(columns).fill(0)
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      mean[column]! += (parts[row]! * values[row * columns + column]!) / size
  return mean
}

function fullSpread(
  { rows, columns, values }: Matrix,
  parts: Float64Array,
  size: number,
  mean: readonly number[],
  floor: number,
): number[] {
  const sums = new Float64Array(columns * columns)
  const away = new Float64Array(columns)
  for (let row = 0; row < rows; row += 1) {
    const part = parts[row]! / size
    if (part === 0) continue
    for (let column = 0; column < columns; column += 1)
      away[column] = values[row * columns + column]! - mean[column]!
    for (let a = 0; a < columns; a += 1)
      for (let b = 0; b <= a; b += 1) sums[a * columns + b]! += part * away[a]! * away[b]!
  }
  return Array.from(sums, (_, at) => {
    const [a, b] = [Math.floor(at / columns), at % columns]
    return sums[Math.max(a, b) * columns + Math.min(a, b)]! + (a === b ? floor : 0)
  })
}

function diagonalSpread(
  { rows, columns, values }: Matrix,
  parts: Float64Array,
  size: number,
  mean: readonly number[],
  floor: number,
): number[] {
  const variances = new Array<number>(columns).fill(floor)
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const away = values[row * columns + column]! - mean[column]!
      variances[column]! += (parts[row]! * away * away) / size
    }
  return variances
}
