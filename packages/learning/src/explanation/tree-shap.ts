import type { TreeWalk } from '../trees/tree-walk.ts'
import type { ValueTree } from '../trees/value-tree.ts'
import { ColumnPath } from './column-path.ts'

/**
 * What each column adds to what one tree says of a row: the Shapley value, where what is not known of the row is as it
 * is with the rows that the tree was grown from (by the weights of its nodes).
 *
 * Source: Lundberg and others (2020), From local explanations to global understanding with explainable AI for trees,
 * algorithm 2.
 * Cost: leaves × depth² a row.
 */
export class TreeShap {
  /** What the tree says of a row of which nothing is known. */
  readonly base: number
  readonly #tree: ValueTree
  readonly #walk: TreeWalk
  readonly #values: Float64Array
  /** Of every node the share of its parent's rows that come to it. */
  readonly #shares: Float64Array
  /** One a level: a path changes on the way down, and the other branch needs it as it was. */
  readonly #paths: readonly ColumnPath[]

  /** @param output - Which of the numbers of a leaf. */
  constructor(tree: ValueTree, walk: TreeWalk, outputs = 1, output = 0) {
    this.#tree = tree
    this.#walk = walk
    const leaves = tree.values.length / outputs
    this.#values = Float64Array.from({ length: leaves }, (_, leaf) => tree.values[leaf * outputs + output]!)
    const { shares, depth } = measured(tree)
    this.#shares = shares
    this.#paths = Array.from({ length: depth + 1 }, (_, level) => new ColumnPath(level + 2))
    this.base = this.#expected()
  }

  #expected(): number {
    const { asks, rights } = this.#tree
    const reach = new Float64Array(asks.length)
    reach[0] = 1
    let sum = 0
    asks.forEach((asked, node) => {
      if (asked < 0) sum += reach[node]! * this.#values[rights[node]!]!
      else for (const child of [node + 1, rights[node]!]) reach[child] = reach[node]! * this.#shares[child]!
    })
    return sum
  }

  /** Adds a row's contributions to a list with a place for every column. */
  add(row: number, to: Float64Array): void {
    const [path] = this.#paths
    path!.restart()
    this.#visit(0, 0, row, to)
  }

  /** The path of this level already has the question that led here. */
  #visit(node: number, level: number, row: number, to: Float64Array): void {
    const path = this.#paths[level]!
    const column = this.#tree.asks[node]!
    const right = this.#tree.rights[node]!
    if (column < 0) {
      path.settle(this.#values[right]!, to)
      return
    }
    const { zero, one } = path.take(column)
    const isLeft = this.#walk.goesLeft(node, row)
    for (const child of [node + 1, right]) {
      const share = zero * this.#shares[child]!
      const own = isLeft === (child === node + 1) ? one : 0
      // No row of those known would come here, nor does this one.
      if (share === 0 && own === 0) continue
      const next = this.#paths[level + 1]!
      next.copy(path)
      next.add(column, share, own)
      this.#visit(child, level + 1, row, to)
    }
  }
}

function measured({ asks, rights, weights }: ValueTree): { shares: Float64Array; depth: number } {
  const shares = new Float64Array(asks.length).fill(1)
  const levels = new Int32Array(asks.length)
  let depth = 0
  asks.forEach((asked, node) => {
    if (asked < 0) return
    const right = rights[node]!
    const total = weights[node + 1]! + weights[right]!
    // Where nothing has weight both ways are alike.
    shares[node + 1] = total > 0 ? weights[node + 1]! / total : 0.5
    shares[right] = total > 0 ? weights[right]! / total : 0.5
    levels[node + 1] = levels[right] = levels[node]! + 1
    depth = Math.max(depth, levels[right]!)
  })
  return { shares, depth }
}
