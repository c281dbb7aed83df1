import type { Matrix } from '../matrix/matrix.ts'
import { positiveSolver } from '../matrix/solve-positive.ts'

/** About the inverse of the second derivatives, times a gradient: with it all directions are about as steep. */
export type Metric = (gradient: Float64Array) => Float64Array

interface Curved {
  readonly matrix: Matrix
  readonly weights: Float64Array
  /** The second derivative of the loss of a row of weight 1 by its sum. */
  readonly curvature: number
  /** Added to the derivative by every weight, the intercept not. */
  readonly ridge: number
}

/** Rows that tell how columns go together: enough, as it need not be exact. */
const SAMPLE = 2000
/** With more columns only their own derivatives are taken. */
const MANY = 400

/**
 * The metric of intercept and weights: as some rows tell it.
 *
 * Cost: 8192 × columns, 2000 × columns² / 2, columns³ / 3.
 */
export function metricOf({ matrix, weights, curvature, ridge }: Curved): Metric {
  const own = derivatives(matrix, weights).map((each, at) => each * curvature + (at > 0 ? ridge : 0))
  const diagonal = own.map(each => (each > 0 ? each : 1))
  if (diagonal.length > MANY) return gradient => gradient.map((slope, at) => slope / diagonal[at]!)
  const size = diagonal.length
  const square = together(matrix, weights)
  const sampled = diagonal.map((_, at) => square[at * size + at]!)
  for (let a = 0; a < size; a += 1)
    for (let b = 0; b <= a; b += 1) {
      const unit = Math.sqrt(sampled[a]! * sampled[b]!)
      const likeness = a === b ? 1 : unit > 0 ? SURE * (square[a * size + b]! / unit) : 0
      // A ridge is on no pair.
      const [left, right] = [
        a > 0 ? diagonal[a]! - ridge : diagonal[a]!,
        b > 0 ? diagonal[b]! - ridge : diagonal[b]!,
      ]
      square[a * size + b] = a === b ? diagonal[a]! : likeness * Math.sqrt(Math.max(0, left * right))
    }
  return positiveSolver(square, size)
}

/** What some rows say of a pair is not quite believed: no direction is taken for wholly flat. */
const SURE = 0.9999

/** Rows that tell the derivative along a column, unless it is 0 in all of them. */
const MANY_ROWS = 8192

/** Σ weight of 1 and of the squares of every column. */
function derivatives(matrix: Matrix, weights: Float64Array): Float64Array {
  const some = squares(matrix, weights, Math.min(matrix.rows, MANY_ROWS))
  return matrix.rows > MANY_ROWS && some.includes(0) ? squares(matrix, weights, matrix.rows) : some
}

/** The same of all rows, as some of them tell it. */
function squares({ rows, columns, values }: Matrix, weights: Float64Array, count: number): Float64Array {
  const sums = new Float64Array(columns + 1)
  for (let at = 0; at < count; at += 1) {
    const row = Math.floor((at * rows) / count)
    const weight = (weights[row]! * rows) / count
    sums[0]! += weight
    for (let column = 0; column < columns; column += 1)
      sums[column + 1]! += weight * values[row * columns + column]! ** 2
  }
  return sums
}

/** Σ weight · xxᵀ with a 1 in front of every row, of some rows; only the lower triangle. */
function together({ rows, columns, values }: Matrix, weights: Float64Array): Float64Array {
  const size = columns + 1
  const square = new Float64Array(size * size)
  const count = Math.min(rows, SAMPLE)
  const given = new Float64Array(size).fill(1)
  for (let at = 0; at < count; at += 1) {
    const row = Math.floor((at * rows) / count)
    given.set(values.subarray(row * columns, (row + 1) * columns), 1)
    for (let a = 0; a < size; a += 1) {
      const pull = weights[row]! * given[a]!
      for (let b = 0; b <= a; b += 1) square[a * size + b]! += pull * given[b]!
    }
  }
  return square
}
