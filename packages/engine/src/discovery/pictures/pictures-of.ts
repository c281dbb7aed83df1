import { fitHierarchy, fitPca, matrixOf, project, seeded, selectRows } from '@kindred/learning'
import type { DiscoveryPictures } from '../../records/discovery.ts'
import type { TriedChoice } from '../judging/tried-choice.ts'
import type { PreparedTask } from '../preparing/prepared-task.ts'
import { sampleByGroup } from './sample-by-group.ts'

/** A picture with more points says no more, and takes longer to open. */
const MOST_POINTS = 3000

/** What pictures are drawn of: customers in two coordinates, and how groups join. */
export function picturesOf(
  { space, learning }: PreparedTask,
  { centres, labels, sizes }: TriedChoice,
  seed: number,
): DiscoveryPictures {
  const fitted = fitPca(selectRows(space, learning), { components: Math.min(2, space.columns) })
  const rows = sampleByGroup(labels, sizes, MOST_POINTS, seeded(seed))
  const places = project(fitted, selectRows(space, rows))
  const points = Array.from(rows, (row, at) => pointOf(places.values, at, places.columns, labels[row]!))
  return {
    projection: { method: 'pca', explained: fitted.shares.reduce((sum, share) => sum + share, 0), points },
    dendrogram: dendrogramOf(centres),
  }
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
