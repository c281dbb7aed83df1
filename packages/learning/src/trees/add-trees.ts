import type { Column } from '../matrix/table.ts'
import { kernelAddTrees } from './kernel-add-trees.ts'
import { type ReadRows, readRows } from './read-rows.ts'
import { TreeWalk } from './tree-walk.ts'
import type { ValueTree } from './value-tree.ts'

/** Rows that go through all trees before the next: what they ask stays in the cache. */
const BLOCK = 1024

/**
 * Adds to every row what the leaf says that it comes to in each tree, in the order of the trees. Many rows go through small
 * trees by compiled loops, to the same bits.
 *
 * @param columns - Those that were fitted, in their order.
 * @param sums    - rows × outputs, row-major: changed, and returned.
 *
 * Cost: rows × trees × depth, by compiled loops rows × questions of all trees.
 */
export function addTrees(
  trees: readonly ValueTree[],
  columns: readonly Column[],
  sums: Float64Array,
  outputs = 1,
): Float64Array {
  const read = readRows(trees, columns)
  if (!kernelAddTrees(trees, read, sums, outputs)) walkTrees(trees, read, sums, outputs)
  return sums
}

function walkTrees(trees: readonly ValueTree[], read: ReadRows, sums: Float64Array, outputs: number): void {
  const walks = trees.map(tree => ({
    walk: new TreeWalk(tree, read),
    values: Float64Array.from(tree.values),
  }))
  for (let from = 0; from < read.rows; from += BLOCK)
    for (const { walk, values } of walks)
      for (let row = from; row < Math.min(from + BLOCK, read.rows); row += 1) {
        const leaf = walk.leafOf(row) * outputs
        for (let output = 0; output < outputs; output += 1)
          sums[row * outputs + output]! += values[leaf + output]!
      }
}
