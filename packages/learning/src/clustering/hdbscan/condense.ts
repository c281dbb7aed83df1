import type { Merge } from '../hierarchy/sort-merges.ts'

/** A cluster of the condensed tree. Density is one over a distance. */
export interface CondensedCluster {
  /** −1 for the first, of all rows. */
  readonly parent: number
  /** The density at which it splits off. */
  readonly birth: number
  readonly size: number
  /** Rows that leave it, with the density at which they do. */
  readonly leaving: { readonly row: number; readonly density: number }[]
}

/**
 * A dendrogram read from the top, in which parts of less than `smallest` rows fall away instead of being clusters.
 *
 * @param merges - Sorted, as `sortMerges` numbers them.
 * @returns Clusters, parents before children; the first has all rows.
 */
export function condense(rows: number, merges: readonly Merge[], smallest: number): CondensedCluster[] {
  const least = merges.find(({ height }) => height > 0)?.height ?? 1
  const clusters: CondensedCluster[] = [{ parent: -1, birth: 0, size: rows, leaving: [] }]
  const open = [{ node: rows + merges.length - 1, cluster: 0 }]
  const sizeOf = (node: number): number => (node < rows ? 1 : merges[node - rows]!.size)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { a, b, height } = merges[next.node - rows]!
    // Rows that are equal are as dense as the nearest that are not: no density is infinite.
    const density = 1 / Math.max(height, least)
    const large = [a, b].filter(node => sizeOf(node) >= smallest)
    for (const node of [a, b])
      if (sizeOf(node) < smallest)
        for (const row of rowsUnder(node, rows, merges))
          clusters[next.cluster]!.leaving.push({ row, density })
    for (const node of large) {
      if (large.length === 2)
        clusters.push({ parent: next.cluster, birth: density, size: sizeOf(node), leaving: [] })
      open.push({ node, cluster: large.length === 2 ? clusters.length - 1 : next.cluster })
    }
  }
  return clusters
}

function rowsUnder(top: number, rows: number, merges: readonly Merge[]): number[] {
  const found: number[] = []
  const open = [top]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node < rows) found.push(node)
    else open.push(merges[node - rows]!.b, merges[node - rows]!.a)
  }
  return found
}
