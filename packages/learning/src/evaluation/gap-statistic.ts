import { columnStatistics } from '../matrix/column-statistics.ts'
import { emptyMatrix, type Matrix } from '../matrix/matrix.ts'
import type { Random } from '../numeric/random.ts'
import { requireOption } from '../numeric/require-option.ts'
import { step, type Watch } from '../numeric/watch.ts'

export interface GapOptions extends Watch {
  /** The numbers of clusters to compare, ascending. */
  readonly clusters: readonly number[]
  readonly random: Random
  /** Sets of rows without groups to compare with. Default 20. */
  readonly references?: number
  /** The sum of squared distances to the centres of so many clusters, such as the inertia of `fitKMeans`. */
  readonly inertiaOf: (rows: Matrix, clusters: number, random: Random) => number
}

export interface Gap {
  readonly clusters: number
  /** How much smaller the logarithm of the inertia is than without groups. */
  readonly gap: number
  /** Its standard error, with that of the simulation. */
  readonly error: number
}

export interface GapStatistic {
  readonly gaps: readonly Gap[]
  /** The smallest number whose gap is at least that of the next less its error; the last one if there is none. */
  readonly best: number
}

/**
 * Compares how tight clusters are with how tight they would be if rows were spread evenly over the same ranges: unlike
 * most measures it can find that there is just one group.
 *
 * @throws LearningError `no_rows`, `no_columns`, `not_finite`, `bad_option`, and what `inertiaOf` throws
 *
 * Source: Tibshirani, Walther, Hastie (2001), JRSS B 63(2), with the uniform reference (a).
 * Checked: one, three and four groups are found as such (evaluation.test.ts).
 * Cost: references + 1 groupings for each number of clusters.
 *
 * @example
 * const inertiaOf = (rows, clusters, random) => fitKMeans(rows, { clusters, random }).inertia
 * const rows = matrixOf([[0], [0.1], [0.2], [0.3], [9], [9.1], [9.2], [9.3]])
 * gapStatistic(rows, { clusters: [1, 2, 3], random: seeded(7), inertiaOf }).best // 2
 */
export function gapStatistic(rows: Matrix, options: GapOptions): GapStatistic {
  const { clusters, random, references = 20, inertiaOf } = options
  requireOption('references', references, { least: 1, whole: true })
  const { minima, maxima } = columnStatistics(rows)
  const logs = clusters.map(() => new Float64Array(references))
  for (let reference = 0; reference < references; reference += 1) {
    const even = evenRows(rows.rows, minima, maxima, random)
    clusters.forEach((count, at) => {
      logs[at]![reference] = Math.log(inertiaOf(even, count, random))
    })
    step(options, reference + 1, references)
  }
  const gaps = clusters.map((count, at) => gapOf(count, logs[at]!, Math.log(inertiaOf(rows, count, random))))
  const first = gaps.find(({ gap }, at) => {
    const next = gaps[at + 1]
    return next !== undefined && gap >= next.gap - next.error
  })
  return { gaps, best: (first ?? gaps.at(-1))?.clusters ?? 0 }
}

function evenRows(rows: number, minima: Float64Array, maxima: Float64Array, random: Random): Matrix {
  const even = emptyMatrix(rows, minima.length)
  for (let at = 0; at < even.values.length; at += 1) {
    const column = at % minima.length
    even.values[at] = minima[column]! + random.uniform() * (maxima[column]! - minima[column]!)
  }
  return even
}

function gapOf(clusters: number, logs: Float64Array, observed: number): Gap {
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length
  const squares = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0)
  const deviation = Math.sqrt(squares / logs.length)
  return { clusters, gap: mean - observed, error: deviation * Math.sqrt(1 + 1 / logs.length) }
}
