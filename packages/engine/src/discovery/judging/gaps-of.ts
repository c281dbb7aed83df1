import { fitKMeans, gapStatistic, sampleRows, seeded, selectRows, type Watch } from '@kindred/learning'
import { singlePrecision } from '../methods/single-precision.ts'
import type { PreparedTask } from '../preparing/prepared-task.ts'
import { countDistinct } from './count-distinct.ts'

export interface Gaps {
  /** By number of groups. */
  readonly gaps: ReadonlyMap<number, number>
  /** Whether no number of groups is surely better than one: customers are no more grouped than evenly spread ones. */
  readonly isOneGroup: boolean
}

const [ROWS, REFERENCES] = [1000, 6]

/** The gap statistic of k-means groups, on a sample; nothing where too few customers differ. */
export function gapsOf(
  { space, learning }: PreparedTask,
  counts: readonly number[],
  seed: number,
  watch: Watch,
): Gaps | undefined {
  const rows = selectRows(
    space,
    sampleRows(learning.length, ROWS, seeded(seed)).map(at => learning[at]!),
  )
  const most = Math.max(...counts)
  if (countDistinct(rows, most + 1) <= most) return undefined
  const { gaps } = gapStatistic(rows, {
    ...watch,
    clusters: [...new Set([1, ...counts])].sort((a, b) => a - b),
    random: seeded(seed),
    references: REFERENCES,
    inertiaOf: (points, clusters, random) =>
      fitKMeans(singlePrecision(points), { clusters, random, starts: 2, iterations: 30 }).inertia,
  })
  const found = gaps
    .filter(({ gap }) => Number.isFinite(gap))
    .map(({ clusters, gap }) => [clusters, gap] as const)
  const one = gaps.find(({ clusters }) => clusters === 1)?.gap ?? Number.NEGATIVE_INFINITY
  const isOneGroup = found.length === gaps.length && gaps.every(({ gap, error }) => gap - error <= one)
  return { gaps: new Map(found), isOneGroup }
}
