/**
 * The order in which clusters are told: the largest first, of equally large ones that with the smaller centre. So
 * labels do not depend on the chance in which clusters were found.
 *
 * @returns Cluster numbers, in the new order.
 *
 * @example
 * largestFirst([1, 5, 3], [[0], [0], [0]]) // [1, 2, 0]
 */
export function largestFirst(
  sizes: readonly number[],
  centres: readonly (readonly number[])[],
): readonly number[] {
  const order = sizes.map((_, cluster) => cluster)
  return order.sort((a, b) => sizes[b]! - sizes[a]! || compare(centres[a] ?? [], centres[b] ?? []))
}

function compare(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((value, at) => value !== b[at])
  return differing === -1 ? 0 : a[differing]! - b[differing]!
}
