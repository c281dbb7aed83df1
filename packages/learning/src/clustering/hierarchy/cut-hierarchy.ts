import { LearningError } from '../../errors.ts'
import { requireOption } from '../../numeric/require-option.ts'
import { DisjointSets } from '../disjoint-sets.ts'
import { largestFirst } from '../largest-first.ts'
import type { FittedHierarchy } from './fit-hierarchy.ts'

/** Into so many clusters, or wherever clusters are farther apart than `height`. */
export type Cut = { readonly clusters: number } | { readonly height: number }

/**
 * Labels of the rows a hierarchy was fitted with: 0 is the largest cluster.
 *
 * @throws LearningError `bad_option` if there cannot be so many clusters, or the height is below 0.
 *
 * Cost: rows.
 *
 * @example
 * cutHierarchy(fitHierarchy(matrixOf([[0], [1], [9]])), { clusters: 2 }) // [0, 0, 1]
 */
export function cutHierarchy(fitted: FittedHierarchy, cut: Cut): Int32Array {
  const { rows, merges } = fitted
  const count = 'clusters' in cut ? rows - clustersOf(cut.clusters, rows) : mergesBelow(fitted, cut.height)
  const sets = new DisjointSets(rows)
  const members = new Int32Array(rows + merges.length)
  members.forEach((_, row) => {
    if (row < rows) members[row] = row
  })
  for (let at = 0; at < count; at += 1) {
    const { a, b } = merges[at]!
    members[rows + at] = sets.join(members[a]!, members[b]!)
  }
  return labelsOf(Int32Array.from({ length: rows }, (_, row) => sets.find(row)))
}

function clustersOf(clusters: number, rows: number): number {
  requireOption('clusters', clusters, { least: 1, most: rows, whole: true })
  return clusters
}

function mergesBelow({ merges }: FittedHierarchy, height: number): number {
  if (!(height >= 0))
    throw new LearningError('bad_option', {
      option: 'height',
      given: String(height),
      wanted: 'a number of at least 0',
    })
  const first = merges.findIndex(merge => merge.height > height)
  return first === -1 ? merges.length : first
}

/** Labels from whatever stands for each set; of equally large sets the one that comes first. */
function labelsOf(roots: Int32Array): Int32Array {
  const sizes = new Map<number, number>()
  for (const root of roots) sizes.set(root, (sizes.get(root) ?? 0) + 1)
  const order = largestFirst([...sizes.values()], [])
  const found = [...sizes.keys()]
  const labels = new Map(order.map((at, label) => [found[at]!, label]))
  return roots.map(root => labels.get(root)!)
}
