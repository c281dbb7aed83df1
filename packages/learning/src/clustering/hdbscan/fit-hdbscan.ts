import { deepFreeze } from '../../deep-freeze.ts'
import { LearningError } from '../../errors.ts'
import { listsOf, type Matrix } from '../../matrix/matrix.ts'
import { requireMatrix } from '../../matrix/require-matrix.ts'
import { requireOption } from '../../numeric/require-option.ts'
import type { Watch } from '../../numeric/watch.ts'
import { sortMerges } from '../hierarchy/sort-merges.ts'
import { KdTree } from '../kd-tree.ts'
import { largestFirst } from '../largest-first.ts'
import { condense } from './condense.ts'
import { coreDistances } from './core-distances.ts'
import { selectClusters } from './select-clusters.ts'
import { spanningTree } from './spanning-tree.ts'

export interface HdbscanOptions extends Watch {
  /** Fewer rows than this are no cluster. */
  readonly smallest: number
  /** Rows, itself counted, whose distance tells how dense it is around a row. Default `smallest`. */
  readonly neighbours?: number
}

/** Clusters of differing density: plain, frozen, survives JSON. It keeps all rows of the fit. */
export interface FittedHdbscan {
  readonly kind: 'hdbscan'
  readonly version: 1
  readonly neighbours: number
  readonly clusters: number
  /** Rows in each cluster. */
  readonly sizes: readonly number[]
  /** How long each cluster lasts while the density grows: the greater, the clearer. */
  readonly persistence: readonly number[]
  /** The distance, as densities are measured in, at which each cluster splits off. */
  readonly births: readonly number[]
  /** Cluster of every row, −1 for outliers. */
  readonly labels: readonly number[]
  /** How deep every row is in its cluster, from 0 (outlier) to 1. */
  readonly strengths: readonly number[]
  readonly rows: readonly (readonly number[])[]
}

/**
 * Clusters that stay together while ever thinner places are cut away; each has a density of its own. The rest are
 * outliers. Nothing has to be known of distances or of the number of clusters.
 *
 * @param rows - rows × columns, finite, at least 2 and at least `smallest`.
 * @throws LearningError `no_rows`, `no_columns`, `not_finite`, `bad_option`, `too_few_rows`
 *
 * Source: Campello, Moulavi, Sander (2013); selection by excess of mass; spanning tree by Borůvka's algorithm over a
 * k-d tree, as in McInnes and Healy (2017).
 * Checked: the spanning tree against one of all pairs, labels against hand-made groups (hdbscan.test.ts).
 * Cost: near rows × log² rows for few columns; up to rows² × columns for many.
 *
 * @example
 * const rows = matrixOf([[0], [0.1], [0.2], [50], [9], [9.1], [9.2], [9.3]])
 * fitHdbscan(rows, { smallest: 3, neighbours: 2 }).labels // [1, 1, 1, -1, 0, 0, 0, 0]
 */
export function fitHdbscan(rows: Matrix, options: HdbscanOptions): FittedHdbscan {
  const { smallest, neighbours = smallest } = options
  requireMatrix(rows)
  requireOption('smallest', smallest, { least: 2, whole: true })
  requireOption('neighbours', neighbours, { least: 1, whole: true })
  const wanted = Math.max(2, smallest, neighbours)
  if (rows.rows < wanted)
    throw new LearningError('too_few_rows', { what: 'HDBSCAN', given: rows.rows, wanted })
  const tree = new KdTree(rows)
  const cores = coreDistances(tree, neighbours)
  const merges = sortMerges(rows.rows, spanningTree(tree, cores, options))
  const { labels, strengths, chosen } = selectClusters(condense(rows.rows, merges, smallest))
  const order = largestFirst(
    chosen.map(({ size }) => size),
    [],
  )
  const numbers = new Map(order.map((from, to) => [from, to]))
  return deepFreeze({
    kind: 'hdbscan',
    version: 1,
    neighbours,
    clusters: chosen.length,
    sizes: order.map(at => chosen[at]!.size),
    persistence: order.map(at => chosen[at]!.persistence),
    births: order.map(at => chosen[at]!.birth),
    labels: Array.from(labels, label => numbers.get(label) ?? -1),
    strengths: Array.from(strengths),
    rows: listsOf(rows),
  })
}
