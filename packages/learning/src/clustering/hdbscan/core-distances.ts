import type { KdTree } from '../kd-tree.ts'

/** The distance of every row to the `neighbours`-th nearest, itself the first; where it is small, rows are dense. */
export function coreDistances(tree: KdTree, neighbours: number): Float64Array {
  const { rows, columns, values } = tree.rows
  return Float64Array.from({ length: rows }, (_, row) =>
    Math.sqrt(tree.nearest(values, row * columns, neighbours).at(-1)!.square),
  )
}
