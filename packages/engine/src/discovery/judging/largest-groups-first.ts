import { assignKMeans, type Matrix } from '@kindred/learning'

export interface Ordered {
  readonly centres: readonly (readonly number[])[]
  /** Of every row, its place in `centres`. */
  readonly labels: Int32Array
  readonly sizes: readonly number[]
}

/** Assigns all rows to the nearest of some centres, leaves out centres without a row, and puts the largest group first. */
export function largestGroupsFirst(space: Matrix, centres: readonly (readonly number[])[]): Ordered {
  const nearest = assignKMeans({ centres }, space).labels
  const sizes = new Array<number>(centres.length).fill(0)
  for (const label of nearest) sizes[label]! += 1
  const order = [...sizes.keys()]
    .filter(at => sizes[at]! > 0)
    .sort((a, b) => sizes[b]! - sizes[a]! || compare(centres[a]!, centres[b]!))
  const places = new Map(order.map((from, to) => [from, to]))
  return {
    centres: order.map(at => centres[at]!),
    labels: nearest.map(label => places.get(label)!),
    sizes: order.map(at => sizes[at]!),
  }
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, column) => value !== b[column])
  return at === -1 ? 0 : a[at]! - b[at]!
}
