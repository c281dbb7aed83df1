import { emptyMatrix, type Matrix } from '../../matrix/matrix.ts'

/** What the centres of clusters are computed from. */
export interface Sums {
  /** clusters × columns: the weighted sum of each cluster's rows. */
  readonly sums: Matrix
  /** The sum of their weights. */
  readonly sizes: Float64Array
}

/** The nearest centre of every row, found again and again while centres move. */
export interface Assignment {
  /** The centre of every row; −1 before the first assignment. */
  readonly labels: Int32Array
  /** Forgets everything, for another start. */
  restart(clusters: number): void
  /** @returns How many rows have another centre than before. */
  assign(centres: Matrix): number
  sums(): Sums
  /** The weighted sum of the squared distances of all rows from their centres. */
  inertia(centres: Matrix): number
}

/** One pass over all rows. */
export function sumsOf(
  { rows, columns, values }: Matrix,
  weights: Float64Array,
  labels: Int32Array,
  clusters: number,
): Sums {
  const sums = emptyMatrix(clusters, columns)
  const sizes = new Float64Array(clusters)
  for (let row = 0; row < rows; row += 1) {
    const label = labels[row]!
    const weight = weights[row]!
    sizes[label]! += weight
    for (let column = 0; column < columns; column += 1)
      sums.values[label * columns + column]! += weight * values[row * columns + column]!
  }
  return { sums, sizes }
}
