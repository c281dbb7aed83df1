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
  { rows, columns, values }: Matrix,
  { share, mean, covariance }: Component,
  shape: Shape,
  into: Matrix,
  cluster: number,
): void {
  const lower = lowerOf(covariance, columns, shape)
  const solved = new Float64Array(columns)
  let logVolume = 0
  for (let column = 0; column < columns; column += 1) logVolume += Math.log(lower[column * columns + column]!)
  const constant = Math.log(share) - logVolume - (columns / 2) * Math.log(2 * Math.PI)
  for (let row = 0; row < rows; row += 1) {
    let square = 0
    for (let column = 0; column < columns; column += 1) {
      let left = values[row * columns + column]! - mean[column]!
      if (shape === 'full')
        for (let inner = 0; inner < column; inner += 1)
          left -= lower[column * columns + inner]! * solved[inner]!
      const part = left / lower[column * columns + column]!
      solved[column] = part
      square += part * part
    }
    into.values[row * into.columns + cluster] = constant - square / 2
  }
}

function lowerOf(covariance: readonly number[], columns: number, shape: Shape): Float64Array {
  if (shape === 'full') return factor(Float64Array.from(covariance), columns)
  const lower = new Float64Array(columns * columns)
  covariance.forEach((variance, column) => {
    lower[column * columns + column] = Math.sqrt(variance)
  })
  return lower
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
