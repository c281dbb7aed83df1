import { DisjointSets } from '../disjoint-sets.ts'

export interface Merge {
  /** The lower number of the two. */
  readonly a: number
  readonly b: number
  readonly height: number
  /** Rows in the merged cluster. */
  readonly size: number
}

/**
 * Merges in the order of their height, with the clusters numbered as a dendrogram numbers them.
 *
 * @param merges - In any order; `a` and `b` are rows, each standing for the cluster it is in by then.
 */
export function sortMerges(rows: number, merges: readonly Merge[]): Merge[] {
  const order = merges.map((_, at) => at).sort((x, y) => merges[x]!.height - merges[y]!.height || x - y)
  const sets = new DisjointSets(rows)
  const numbers = Int32Array.from({ length: rows }, (_, row) => row)
  const sizes = new Int32Array(rows).fill(1)
  return order.map((at, done) => {
    const { a, b, height } = merges[at]!
    const [first, second] = [sets.find(a), sets.find(b)]
    const [left, right] = [numbers[first]!, numbers[second]!]
    const size = sizes[first]! + sizes[second]!
    const joined = sets.join(first, second)
    numbers[joined] = rows + done
    sizes[joined] = size
    return { a: Math.min(left, right), b: Math.max(left, right), height, size }
  })
}
