import { cholesky } from '../../matrix/cholesky.ts'
import { emptyMatrix, type Matrix } from '../../matrix/matrix.ts'
import type { Component, Shape } from './component.ts'

export interface Expected {
  /** rows × clusters: how probable each component is for a row. Each row sums up to 1. */
  readonly shares: Matrix
  readonly logLikelihood: number
}

/** How probable every component is for every row, and how likely all rows are together. */
export function expect(
  rows: Matrix,
  weights: Float64Array,
  components: readonly Component[],
  shape: Shape,
): Expected {
  const shares = emptyMatrix(rows.rows, components.length)
  components.forEach((component, cluster) => {
    writeDensities(rows, component, shape, shares, cluster)
  })
  let logLikelihood = 0
  for (let row = 0; row < rows.rows; row += 1) {
    const logs = shares.values.subarray(row * components.length, (row + 1) * components.length)
    logLikelihood += weights[row]! * normalise(logs)
  }
  return { shares, logLikelihood }
}

/** Turns logarithms into shares that sum up to 1; returns the logarithm of their sum. */
function normalise(logs: Float64Array | Float32Array): number {
  let greatest = Number.NEGATIVE_INFINITY
  for (const log of logs) greatest = Math.max(greatest, log)
  let sum = 0
  for (const log of logs) sum += Math.exp(log - greatest)
  const whole = greatest + Math.log(sum)
  for (let at = 0; at < logs.length; at += 1) logs[at] = Math.exp(logs[at]! - whole)
  return whole
}

function writeDensities(
  rows: Matrix,
  { share, mean, covariance }: Component,
  shape: Shape,
  into: Matrix,
  cluster: number,
): void {
  const { columns } = rows
  const middle = Float64Array.from(mean)
  const lower = shape === 'full' ? factor(Float64Array.from(covariance), columns) : undefined
  const spreads =
    lower === undefined
      ? Float64Array.from(covariance, Math.sqrt)
      : middle.map((_, column) => lower[column * (columns + 1)]!)
  let logVolume = 0
  for (const spread of spreads) logVolume += Math.log(spread)
  const constant = Math.log(share) - logVolume - (columns / 2) * Math.log(2 * Math.PI)
  const squares =
    lower === undefined ? squaresOnAxes(rows, middle, spreads) : squaresTurned(rows, middle, lower)
  for (let row = 0; row < rows.rows; row += 1)
    into.values[row * into.columns + cluster] = constant - squares[row]! / 2
}

/** Of every row, its squared distance from the middle, in spreads along each axis. */
function squaresOnAxes(
  { rows, columns, values }: Matrix,
  middle: Float64Array,
  spreads: Float64Array,
): Float64Array {
  const squares = new Float64Array(rows)
  for (let row = 0, at = 0; row < rows; row += 1) {
    let square = 0
    for (let column = 0; column < columns; column += 1, at += 1) {
      const part = (values[at]! - middle[column]!) / spreads[column]!
      square += part * part
    }
    squares[row] = square
  }
  return squares
}

/** The same by the Cholesky factor of a covariance (Mahalanobis), solved row by row. */
function squaresTurned(
  { rows, columns, values }: Matrix,
  middle: Float64Array,
  lower: Float64Array,
): Float64Array {
  const squares = new Float64Array(rows)
  const solved = new Float64Array(columns)
  for (let row = 0; row < rows; row += 1) {
    let square = 0
    for (let column = 0; column < columns; column += 1) {
      let left = values[row * columns + column]! - middle[column]!
      for (let inner = 0; inner < column; inner += 1)
        left -= lower[column * columns + inner]! * solved[inner]!
      const part = left / lower[column * columns + column]!
      solved[column] = part
      square += part * part
    }
    squares[row] = square
  }
  return squares
}

/** Rounding can leave a flat cluster with a variance a little below 0: more is added until it has a volume. */
function factor(covariance: Float64Array, columns: number): Float64Array {
  const lower = cholesky(covariance, columns)
  if (lower !== undefined) return lower
  let trace = 0
  for (let column = 0; column < columns; column += 1) trace += covariance[column * columns + column]!
  const widened = covariance.map((entry, at) => (at % (columns + 1) === 0 ? entry + 1e-9 * trace : entry))
  return factor(widened, columns)
}
