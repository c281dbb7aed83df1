import {
  embedUmap,
  fitHierarchy,
  fitPca,
  type Matrix,
  matrixOf,
  project,
  seeded,
  selectRows,
  type Watch,
} from '@kindred/learning'
import type { DiscoveryPictures, DiscoveryProjection } from '../../records/discovery.ts'
import type { TriedChoice } from '../judging/tried-choice.ts'
import type { PreparedTask } from '../preparing/prepared-task.ts'
import { sampleByGroup } from './sample-by-group.ts'

/** A picture with more points says no more, and takes longer to open. */
const MOST_POINTS = 3000

/** UMAP takes longer the more there are, and shows the same groups with a thousand. */
const [MOST_BY_UMAP, FEWEST_BY_UMAP] = [1000, 50]
const PASSES = 200

/**
 * What pictures are drawn of: customers in two coordinates, by PCA and by UMAP, and how groups join.
 *
 * Cost: that of UMAP of a thousand customers, some two seconds.
 */
export function picturesOf(
  prepared: PreparedTask,
  chosen: TriedChoice,
  seed: number,
  watch: Watch = {},
): DiscoveryPictures {
  const neighbours = byUmap(prepared, chosen, seed, watch)
  return {
    projection: byPca(prepared, chosen, seed),
    ...(neighbours && { neighbours }),
    dendrogram: dendrogramOf(chosen.centres),
  }
}

function byPca({ space, learning }: PreparedTask, chosen: TriedChoice, seed: number): DiscoveryProjection {
  const fitted = fitPca(selectRows(space, learning), { components: Math.min(2, space.columns) })
  const rows = sampleByGroup(chosen.labels, chosen.sizes, MOST_POINTS, seeded(seed))
  const places = project(fitted, selectRows(space, rows))
  const explained = fitted.shares.reduce((sum, share) => sum + share, 0)
  return { method: 'pca', explained, points: pointsOf(places, rows, chosen.labels) }
}

function byUmap(
  { space }: PreparedTask,
  { labels, sizes }: TriedChoice,
  seed: number,
  watch: Watch,
): DiscoveryProjection | undefined {
  const random = seeded(seed)
  const rows = sampleByGroup(labels, sizes, MOST_BY_UMAP, random)
  if (space.columns < 3 || rows.length < FEWEST_BY_UMAP) return undefined
  const places = embedUmap(selectRows(space, rows), { ...watch, random, passes: PASSES })
  return { method: 'umap', points: pointsOf(places, rows, labels) }
}

function pointsOf(
  { values, columns }: Matrix,
  rows: Int32Array,
  labels: Int32Array,
): DiscoveryProjection['points'] {
  return Array.from(rows, (row, at) => pointOf(values, at, columns, labels[row]!))
}

/** Three digits are as exact as a picture is (and 0 is never −0, which JSON does not know). One column alone is a line. */
function pointOf(
  values: ArrayLike<number>,
  at: number,
  columns: number,
  group: number,
): readonly [number, number, number] {
  const coordinate = (column: number): number =>
    column < columns ? Math.round(values[at * columns + column]! * 1000) / 1000 + 0 : 0
  return [coordinate(0), coordinate(1), group]
}

function dendrogramOf(centres: readonly (readonly number[])[]): DiscoveryPictures['dendrogram'] {
  if (centres.length < 2) return []
  return fitHierarchy(matrixOf(centres)).merges.map(({ a, b, height }) => [a, b, height] as const)
}
