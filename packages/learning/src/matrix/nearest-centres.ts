import type { Matrix } from './matrix.ts'

export interface Nearest {
  /** The nearest centre of every row; of equally near ones the first. */
  readonly labels: Int32Array
  /** The squared distance to it. */
  readonly distances: Float64Array
}

/**
 * For every row the nearest of some centres.
 *
 * Cost: rows × centres × columns.
 */
export function nearestCentres({ rows, columns, values }: Matrix, centres: Matrix): Nearest {
  const labels = new Int32Array(rows)
  const distances = new Float64Array(rows)
  for (let row = 0; row < rows; row += 1) {
    let nearest = Number.POSITIVE_INFINITY
    for (let centre = 0; centre < centres.rows; centre += 1) {
      let sum = 0
      for (let column = 0; column < columns && sum < nearest; column += 1) {
        const away = values[row * columns + column]! - centres.values[centre * columns + column]!
        sum += away * away
      }
      if (sum < nearest) {
        nearest = sum
        labels[row] = centre
      }
    }
    distances[row] = nearest
  }
  return { labels, distances }
}
