import { deepFreeze } from '../../deep-freeze.ts'
import { LearningError } from '../../errors.ts'
import { requireTable } from '../../matrix/require-table.ts'
import type { Table } from '../../matrix/table.ts'
import type { Random } from '../../numeric/random.ts'
import { requireOption } from '../../numeric/require-option.ts'
import { sampleRows } from '../../numeric/sample-rows.ts'
import { step, type Watch } from '../../numeric/watch.ts'
import { largestFirst } from '../largest-first.ts'
import { gower, type PlainRow, plainRow, type Yardstick, yardsticksOf } from './gower.ts'
import { nearestMedoids } from './nearest-medoids.ts'
import { swapMedoids } from './swap-medoids.ts'

export interface MedoidsOptions extends Watch {
  readonly clusters: number
  readonly random: Random
  /** Rows that medoids are looked for among, at a time. Default 1,000. */
  readonly sample?: number
  /** Samples of which the best medoids count; one where all rows fit into it. Default 5. */
  readonly samples?: number
}

/** Clusters around typical rows, the largest first: plain, frozen, survives JSON. */
export interface FittedMedoids {
  readonly kind: 'medoids'
  readonly version: 1
  readonly yardsticks: readonly Yardstick[]
  /** The typical row of each cluster: a real one. */
  readonly medoids: readonly PlainRow[]
  /** Which rows of the fit they are. */
  readonly rows: readonly number[]
  readonly sizes: readonly number[]
  /** The mean difference of a row from its medoid, 0 to 1. */
  readonly meanDifference: number
}

/**
 * Clusters of customers known by numbers and by words, each around one of them: the medoid, from which the others
 * differ least (Gower's difference). Values may be missing. Distances are not squared, so outliers pull less.
 *
 * @param table - Columns of numbers (NaN: missing) and of words (null: missing).
 * @throws LearningError what a table is refused for; `bad_option`; `too_few_distinct`
 *
 * Source: Schubert and Rousseeuw (2021), Fast and eager k-medoids clustering; samples as CLARA, Kaufman and Rousseeuw (1990).
 * Checked: the best of all choices of medoids on small tables (medoids.test.ts).
 * Cost: samples × (sample² × columns, and sample² a round) + samples × rows × clusters × columns.
 *
 * @example
 * const age = { name: 'age', kind: 'number', values: Float64Array.of(20, 21, 60, 61, 64) }
 * const city = { name: 'city', kind: 'category', values: ['A', 'A', 'B', 'B', null] }
 * const fitted = fitMedoids({ columns: [age, city] }, { clusters: 2, random: seeded(7) })
 * fitted.medoids[0] // [61, 'B']
 */
export function fitMedoids(table: Table, options: MedoidsOptions): FittedMedoids {
  const { clusters, random, sample = 1000 } = options
  const rows = requireTable(table)
  const samples = rows <= sample ? 1 : (options.samples ?? 5)
  requireOption('clusters', clusters, { least: 1, whole: true })
  requireOption('sample', sample, { least: 1, whole: true })
  requireOption('samples', samples, { least: 1, whole: true })
  const yardsticks = yardsticksOf(table)
  const plain = Array.from({ length: rows }, (_, row) => plainRow(table, row))
  let best: FittedMedoids | undefined
  for (let at = 0; at < samples; at += 1) {
    const among = sampleRows(rows, Math.max(sample, 2 * clusters), random)
    const fitted = fitAmong(among, plain, yardsticks, clusters)
    if (best === undefined || fitted.meanDifference < best.meanDifference) best = fitted
    step(options, at + 1, samples)
  }
  return deepFreeze(best!)
}

function fitAmong(
  among: Int32Array,
  plain: readonly PlainRow[],
  yardsticks: readonly Yardstick[],
  clusters: number,
): FittedMedoids {
  const differences = differencesOf(
    Array.from(among, row => plain[row]!),
    yardsticks,
  )
  const chosen = swapMedoids(differences, clusters)
  if (chosen.length < clusters)
    throw new LearningError('too_few_distinct', { clusters, distinct: chosen.length })
  const found = chosen.map(at => among[at]!)
  const { labels, differences: away } = nearestMedoids(
    yardsticks,
    found.map(row => plain[row]!),
    plain,
  )
  const sizes = new Array<number>(clusters).fill(0)
  for (const label of labels) sizes[label]! += 1
  const order = largestFirst(
    sizes,
    found.map(row => [row]),
  )
  const ordered = order.map(cluster => found[cluster]!)
  return {
    kind: 'medoids',
    version: 1,
    yardsticks,
    medoids: ordered.map(row => plain[row]!),
    rows: ordered,
    sizes: order.map(cluster => sizes[cluster]!),
    meanDifference: away.reduce((sum, difference) => sum + difference, 0) / away.length,
  }
}

/** Of every row to every row: each pair is compared once. */
function differencesOf(rows: readonly PlainRow[], yardsticks: readonly Yardstick[]): Float64Array[] {
  const differences = rows.map(() => new Float64Array(rows.length))
  for (let a = 0; a < rows.length; a += 1)
    for (let b = 0; b <= a; b += 1) {
      const difference = gower(yardsticks, rows[a]!, rows[b]!)
      differences[a]![b] = difference
      differences[b]![a] = difference
    }
  return differences
}
