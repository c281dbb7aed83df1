import { deepFreeze } from '../../deep-freeze.ts'
import { columnMeans } from '../../matrix/column-statistics.ts'
import { listsOf, type Matrix } from '../../matrix/matrix.ts'
import { requireMatrix, requireShape, weightsOf } from '../../matrix/require-matrix.ts'
import type { Random } from '../../numeric/random.ts'
import { requireOption } from '../../numeric/require-option.ts'
import { step, type Watch } from '../../numeric/watch.ts'
import { largestFirst } from '../largest-first.ts'
import type { Assignment } from './assignment.ts'
import { BoundedAssignment } from './bounded-assignment.ts'
import { chooseCentres } from './choose-centres.ts'
import { type Descent, descend } from './descend.ts'
import { KernelAssignment } from './kernel-assignment.ts'
import { orderCentres } from './order-centres.ts'
import { requireCentres } from './require-centres.ts'
import { fitsKernels } from './row-memory.ts'

export interface KMeansOptions extends Watch {
  readonly clusters: number
  readonly random: Random
  /** Starts of which the best counts. Default 10; 1 with `centres`. */
  readonly starts?: number
  /** clusters × columns: centres to begin with, instead of chosen ones. */
  readonly centres?: Matrix
  /** One a row; 3 counts as three equal rows. */
  readonly weights?: Float64Array
  /** Passes over the rows at most, for each start. Default 300. */
  readonly iterations?: number
  /** Ends when the centres move together by less than this share of the mean variance (squared). Default 0.0001. */
  readonly tolerance?: number
  /** Threads that share the work on rows in single precision; the result is the same for any number. Default 1. */
  readonly threads?: number
}

/** k-means clusters, the largest first: plain, frozen, survives JSON. */
export interface FittedKMeans {
  readonly kind: 'k_means'
  readonly version: 1
  readonly centres: readonly (readonly number[])[]
  /** Rows in each cluster, or the sum of their weights. */
  readonly sizes: readonly number[]
  /** The sum of squared distances to the centres, weighted. */
  readonly inertia: number
  /** Passes of the start that counts. */
  readonly iterations: number
  /** False where `iterations` ended it. */
  readonly converged: boolean
}

/**
 * Clusters around centres: every row belongs to the nearest centre, every centre is the mean of its rows.
 *
 * Finds round groups of similar extent, and cuts long or nested ones. Scale the columns first: a column in cents
 * outweighs one in years.
 *
 * @param rows - rows × columns, finite. A `Float32Array` is compared in single precision by compiled loops, which takes
 *               a fraction of the time: a row that is as near to two centres, to six digits, may get the other one.
 * @throws LearningError `no_rows`, `no_columns`, `not_finite`, `bad_option`, `bad_weight`, `wrong_length`,
 *         `other_columns`; `too_few_distinct` if fewer rows differ than clusters are asked for.
 *
 * Source: Arthur and Vassilvitskii (2007) for the starts, with several candidates a centre; Hamerly (2010), Making
 * k-means even faster, and in single precision Ding and others (2015), Yinyang k-means, for what is passed over by the
 * triangle inequality. The result is that of Lloyd's algorithm.
 * Checked: scikit-learn from the same centres, inertia and centres within 1e-9 (k-means.reference.test.ts).
 * Cost: rows × clusters × columns a pass, most of which is passed over once the centres move little.
 *
 * @example
 * const rows = matrixOf([[0, 0], [0, 1], [9, 9], [9, 8], [9, 10]])
 * const fitted = fitKMeans(rows, { clusters: 2, random: seeded(7) })
 * fitted.centres // [[9, 9], [0, 0.5]]
 */
export function fitKMeans(rows: Matrix, options: KMeansOptions): FittedKMeans {
  const { clusters, random, centres, iterations = 300, tolerance = 1e-4, threads = 1 } = options
  const { starts = centres === undefined ? 10 : 1 } = options
  requireShape(rows)
  requireOption('clusters', clusters, { least: 1, whole: true })
  requireOption('starts', starts, { least: 1, whole: true })
  requireOption('iterations', iterations, { least: 1, whole: true })
  requireOption('tolerance', tolerance, { least: 0 })
  requireOption('threads', threads, { least: 1, most: 64, whole: true })
  const weights = options.weights && weightsOf(rows.rows, options.weights)
  if (centres !== undefined) requireCentres(centres, rows.columns, clusters)
  using assignment = assignmentOf(rows, weights, clusters, threads)
  const task = {
    rows,
    weights,
    assignment,
    iterations,
    least: tolerance === 0 ? 0 : tolerance * meanVariance(rows),
  }
  let best: Descent | undefined
  for (let start = 0; start < starts; start += 1) {
    const from = centres ?? chooseCentres(rows, weights, clusters, random)
    const ended = descend({ ...task, centres: orderCentres(from), watch: stageOf(options, start, starts) })
    if (best === undefined || ended.inertia < best.inertia) best = ended
  }
  return fittedOf(best!)
}

/** Rows in single precision are compared by compiled loops. @throws LearningError `not_finite` */
function assignmentOf(
  rows: Matrix,
  weights: Float64Array | undefined,
  clusters: number,
  threads: number,
): Assignment & Disposable {
  if (fitsKernels(rows, clusters, threads)) {
    const assignment = new KernelAssignment(rows, weights, clusters, threads)
    if (assignment.isFinite) return assignment
    assignment[Symbol.dispose]()
  }
  requireMatrix(rows)
  return new BoundedAssignment(rows, weightsOf(rows.rows, weights))
}

/** The steps of one start among those of all. */
function stageOf(watch: Watch, start: number, starts: number): Watch {
  return {
    progress: (done, of) => step(watch, start * of + done, starts * of),
  }
}

function meanVariance(rows: Matrix): number {
  const { columns, values } = rows
  const means = columnMeans(rows)
  let sum = 0
  for (let from = 0; from < values.length; from += columns)
    for (let column = 0; column < columns; column += 1) sum += (values[from + column]! - means[column]!) ** 2
  return sum / values.length
}

function fittedOf({ centres, sizes, inertia, iterations, converged }: Descent): FittedKMeans {
  const lists = listsOf(centres)
  const order = largestFirst(Array.from(sizes), lists)
  return deepFreeze({
    kind: 'k_means',
    version: 1,
    centres: order.map(cluster => lists[cluster]!),
    sizes: order.map(cluster => sizes[cluster]!),
    inertia,
    iterations,
    converged,
  })
}
