import { LearningError } from '../errors.ts'
import { type Matrix, matrixOf } from '../matrix/matrix.ts'
import { requireMatrix } from '../matrix/require-matrix.ts'
import { squaredDistance } from '../matrix/squared-distance.ts'
import { requireLabels } from './require-labels.ts'

interface Grouped {
  /** One row a cluster that has rows. */
  readonly centres: Matrix
  readonly sizes: Float64Array
  /** Sums over the rows of each cluster, of distances to its centre. */
  readonly distances: Float64Array
  readonly squares: Float64Array
}

/**
 * How alike each cluster is to the one most like it: mean distances to both centres over the distance of the centres,
 * averaged (Davies–Bouldin). The lower, the better; 0 is the least.
 *
 * @param labels - One a row; −1 for outliers, which do not count.
 * @throws LearningError `wrong_length`, `too_few_clusters`, `no_rows`, `not_finite`
 *
 * Source: Davies and Bouldin (1979). Checked: scikit-learn within 1e-9 (evaluation.reference.test.ts).
 * Cost: rows × columns, and clusters² × columns.
 *
 * @example
 * daviesBouldin(matrixOf([[0], [2], [10], [12]]), [0, 0, 1, 1]) // 0.2
 */
export function daviesBouldin(rows: Matrix, labels: ArrayLike<number>): number {
  const { centres, sizes, distances } = group('The Davies–Bouldin index', rows, labels)
  const means = distances.map((sum, cluster) => sum / sizes[cluster]!)
  let total = 0
  for (let a = 0; a < centres.rows; a += 1) {
    let worst = 0
    for (let b = 0; b < centres.rows; b += 1) {
      if (a === b) continue
      const apart = Math.sqrt(squareBetween(centres, a, centres, b))
      const ratio = (means[a]! + means[b]!) / apart
      if (!Number.isNaN(ratio)) worst = Math.max(worst, ratio)
    }
    total += worst
  }
  return total / centres.rows
}

/**
 * The variance between clusters over that inside of them (Calinski–Harabasz): the greater, the better.
 *
 * @param labels - One a row; −1 for outliers, which do not count.
 * @returns Infinity where clusters have no extent.
 * @throws LearningError `wrong_length`, `too_few_clusters` (also where every row is a cluster of its own), `no_rows`, `not_finite`
 *
 * Source: Caliński and Harabasz (1974). Checked: scikit-learn within 1e-9 (evaluation.reference.test.ts).
 * Cost: rows × columns.
 *
 * @example
 * calinskiHarabasz(matrixOf([[0], [2], [10], [12]]), [0, 0, 1, 1]) // 50
 */
export function calinskiHarabasz(rows: Matrix, labels: ArrayLike<number>): number {
  const what = 'The Calinski–Harabasz index'
  const { centres, sizes, squares } = group(what, rows, labels)
  const count = sizes.reduce((sum, size) => sum + size, 0)
  if (count === centres.rows) throw new LearningError('too_few_clusters', { what, given: count })
  const middle = middleOf(centres, sizes)
  let between = 0
  for (let cluster = 0; cluster < centres.rows; cluster += 1)
    between += sizes[cluster]! * squareBetween(centres, cluster, middle, 0)
  const inside = squares.reduce((sum, square) => sum + square, 0)
  return between / (centres.rows - 1) / (inside / (count - centres.rows))
}

function group(what: string, rows: Matrix, labels: ArrayLike<number>): Grouped {
  requireMatrix(rows)
  const { counts } = requireLabels(what, labels, rows.rows, 2)
  const place = placesOf(counts)
  const sizes = Float64Array.from(counts).filter(count => count > 0)
  const lists = Array.from(sizes, () => new Array<number>(rows.columns).fill(0))
  forEachRow(rows, labels, (row, label) => {
    const list = lists[place[label]!]!
    for (let column = 0; column < rows.columns; column += 1)
      list[column]! += rows.values[row * rows.columns + column]! / counts[label]!
  })
  const centres = matrixOf(lists)
  const [distances, squares] = [new Float64Array(sizes.length), new Float64Array(sizes.length)]
  forEachRow(rows, labels, (row, label) => {
    const square = squareBetween(rows, row, centres, place[label]!)
    squares[place[label]!]! += square
    distances[place[label]!]! += Math.sqrt(square)
  })
  return { centres, sizes, distances, squares }
}

/** Labels without rows take no place. */
function placesOf(counts: Int32Array): Int32Array {
  let next = 0
  return counts.map(count => {
    if (count > 0) next += 1
    return next - 1
  })
}

function forEachRow(
  rows: Matrix,
  labels: ArrayLike<number>,
  visit: (row: number, label: number) => void,
): void {
  for (let row = 0; row < rows.rows; row += 1) if (labels[row]! >= 0) visit(row, labels[row]!)
}

function squareBetween(a: Matrix, rowA: number, b: Matrix, rowB: number): number {
  return squaredDistance(a.values, rowA * a.columns, b.values, rowB * b.columns, a.columns)
}

function middleOf(centres: Matrix, sizes: Float64Array): Matrix {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const middle = new Array<number>(centres.columns).fill(0)
  sizes.forEach((size, cluster) => {
    for (let column = 0; column < centres.columns; column += 1)
      middle[column]! += (size / total) * centres.values[cluster * centres.columns + column]!
  })
  return matrixOf([middle])
}
