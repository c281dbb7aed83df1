import { deepFreeze } from '../../deep-freeze.ts'
import { type Matrix, matrixOf } from '../../matrix/matrix.ts'
import { requireMatrix, weightsOf } from '../../matrix/require-matrix.ts'
import type { Random } from '../../numeric/random.ts'
import { requireOption } from '../../numeric/require-option.ts'
import { step, type Watch } from '../../numeric/watch.ts'
import { assignKMeans } from '../k-means/assign-k-means.ts'
import { fitKMeans } from '../k-means/fit-k-means.ts'
import { largestFirst } from '../largest-first.ts'
import { type Component, componentsOf, type Shape } from './component.ts'
import { expect } from './expect.ts'

export interface MixtureOptions extends Watch {
  readonly clusters: number
  readonly random: Random
  /** `full`: ellipses in any direction. `diagonal`: along the axes only, for many columns. Default full. */
  readonly shape?: Shape
  /** Starts of which the likeliest counts. Default 3. */
  readonly starts?: number
  /** Default 200. */
  readonly iterations?: number
  /** Ends when the mean log-likelihood of a row rises by less. Default 0.00001. */
  readonly tolerance?: number
  /** Added to every variance, so that no cluster shrinks to a point. Default 0.000001. */
  readonly floor?: number
  /** One a row; 3 counts as three equal rows. */
  readonly weights?: Float64Array
}

/** A mixture of normal distributions, the largest share first: plain, frozen, survives JSON. */
export interface FittedMixture {
  readonly kind: 'gaussian_mixture'
  readonly version: 1
  readonly shape: Shape
  readonly components: readonly Component[]
  /** Of all rows together. */
  readonly logLikelihood: number
  /** Bayesian information criterion: the lower, the better the number of clusters. */
  readonly bic: number
  readonly iterations: number
  readonly converged: boolean
}

/**
 * Clusters as overlapping normal distributions, found by expectation and maximisation from a k-means start.
 *
 * Unlike k-means it lets clusters differ in extent and direction, and tells how probable each one is for a row.
 *
 * @param rows - rows × columns, finite.
 * @throws LearningError `no_rows`, `no_columns`, `not_finite`, `bad_option`, `bad_weight`, `wrong_length`, `too_few_distinct`
 *
 * Source: Dempster, Laird, Rubin (1977); the number of clusters by Schwarz (1978).
 * Checked: scikit-learn's GaussianMixture, log-likelihood within 1e-6, means within 1e-4 (mixture.reference.test.ts).
 * Cost: an iteration takes rows × clusters × columns² (full) or × columns (diagonal).
 *
 * @example
 * const rows = matrixOf([[0, 0], [0, 1], [1, 0], [9, 9], [9, 8]])
 * const fitted = fitMixture(rows, { clusters: 2, random: seeded(7), shape: 'diagonal' })
 * fitted.components.map(({ share }) => share) // [0.6, 0.4]
 */
export function fitMixture(rows: Matrix, options: MixtureOptions): FittedMixture {
  const { clusters, shape = 'full', starts = 3, iterations = 200, tolerance = 1e-5, floor = 1e-6 } = options
  requireMatrix(rows)
  requireOption('clusters', clusters, { least: 1, whole: true })
  requireOption('starts', starts, { least: 1, whole: true })
  requireOption('iterations', iterations, { least: 1, whole: true })
  requireOption('tolerance', tolerance, { least: 0 })
  requireOption('floor', floor, { above: 0 })
  const weights = weightsOf(rows.rows, options.weights)
  const task = { rows, weights, clusters, shape, iterations, tolerance, floor }
  let best: Climb | undefined
  for (let start = 0; start < starts; start += 1) {
    const watch = { progress: (done: number, of: number) => step(options, start * of + done, starts * of) }
    const ended = climb({ ...task, watch, random: options.random })
    if (best === undefined || ended.logLikelihood > best.logLikelihood) best = ended
  }
  return fittedOf(best!, shape, weights, rows.columns)
}

interface ClimbTask {
  readonly rows: Matrix
  readonly weights: Float64Array
  readonly clusters: number
  readonly shape: Shape
  readonly iterations: number
  readonly tolerance: number
  readonly floor: number
  readonly random: Random
  readonly watch: Watch
}

interface Climb {
  readonly components: readonly Component[]
  readonly logLikelihood: number
  readonly iterations: number
  readonly converged: boolean
}

function climb(task: ClimbTask): Climb {
  const { rows, weights, shape, floor } = task
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let components = componentsOf(rows, weights, startingShares(task), { shape, floor })
  let logLikelihood = Number.NEGATIVE_INFINITY
  let iterations = 0
  let converged = false
  while (iterations < task.iterations && !converged) {
    const expected = expect(rows, weights, components, shape)
    converged = Math.abs(expected.logLikelihood - logLikelihood) <= task.tolerance * total
    logLikelihood = expected.logLikelihood
    components = componentsOf(rows, weights, expected.shares, { shape, floor })
    iterations += 1
    step(task.watch, iterations, task.iterations)
  }
  const { logLikelihood: final } = expect(rows, weights, components, shape)
  return { components, logLikelihood: final, iterations, converged }
}

/** rows × clusters: 1 for the k-means cluster of a row, 0 for the others. */
function startingShares({ rows, weights, clusters, random }: ClimbTask): Matrix {
  const fitted = fitKMeans(rows, { clusters, random, weights, starts: 1 })
  const { labels } = assignKMeans(fitted, rows)
  return matrixOf(
    Array.from(labels, label => Array.from({ length: clusters }, (_, each) => (each === label ? 1 : 0))),
  )
}

function fittedOf(climbed: Climb, shape: Shape, weights: Float64Array, columns: number): FittedMixture {
  const { components, logLikelihood, iterations, converged } = climbed
  const order = largestFirst(
    components.map(({ share }) => share),
    components.map(({ mean }) => mean),
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const spread = shape === 'full' ? (columns * (columns + 1)) / 2 : columns
  const parameters = components.length * (columns + spread + 1) - 1
  return deepFreeze({
    kind: 'gaussian_mixture',
    version: 1,
    shape,
    components: order.map(each => components[each]!),
    logLikelihood,
    bic: parameters * Math.log(total) - 2 * logLikelihood,
    iterations,
    converged,
  })
}
