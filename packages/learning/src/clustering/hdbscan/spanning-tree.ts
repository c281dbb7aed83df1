import { squaredDistance } from '../../matrix/squared-distance.ts'
import { step, type Watch } from '../../numeric/watch.ts'
import { DisjointSets } from '../disjoint-sets.ts'
import type { Merge } from '../hierarchy/sort-merges.ts'
import type { KdTree } from '../kd-tree.ts'

/**
 * The shortest tree that joins all rows, where two rows are as far apart as they are, or as the thinner of the places
 * they are in (mutual reachability). In rounds: every part finds the shortest way out, and joins there.
 *
 * @param cores - The core distance of every row.
 * @returns rows − 1 edges; `size` is not counted.
 */
export function spanningTree(tree: KdTree, cores: Float64Array, watch: Watch): Merge[] {
  const search = new PartSearch(tree, cores)
  const edges: Merge[] = []
  const rounds = Math.ceil(Math.log2(tree.rows.rows)) + 1
  for (let round = 1; edges.length < tree.rows.rows - 1; round += 1) {
    edges.push(...search.joinParts())
    step(watch, round, rounds)
  }
  return edges
}

interface WayOut {
  from: number
  to: number
  square: number
}

class PartSearch {
  readonly #tree: KdTree
  /** Squared core distances. */
  readonly #cores: Float64Array
  readonly #sets: DisjointSets
  readonly #partOf: Int32Array
  /** The part that all rows of a node are in, or −1. */
  readonly #partOfNode: Int32Array
  /** The least squared core distance of a node's rows. */
  readonly #coreOfNode: Float64Array

  constructor(tree: KdTree, cores: Float64Array) {
    this.#tree = tree
    this.#cores = cores.map(core => core * core)
    this.#sets = new DisjointSets(tree.rows.rows)
    this.#partOf = new Int32Array(tree.rows.rows)
    this.#partOfNode = new Int32Array(tree.nodes)
    this.#coreOfNode = new Float64Array(tree.nodes).fill(Number.POSITIVE_INFINITY)
    for (let node = tree.nodes - 1; node >= 0; node -= 1) this.#noteCore(node)
  }

  #noteCore(node: number): void {
    for (let place = this.#tree.starts[node]!; place < this.#tree.ends[node]!; place += 1) {
      const core = this.#cores[this.#tree.order[place]!]!
      if (core < this.#coreOfNode[node]!) this.#coreOfNode[node] = core
    }
  }

  joinParts(): Merge[] {
    this.#noteParts()
    const waysOut = new Map<number, WayOut>()
    for (const row of this.#tree.order) this.#improve(row, waysOut)
    const edges: Merge[] = []
    for (const { from, to, square } of waysOut.values()) {
      if (this.#sets.find(from) === this.#sets.find(to)) continue
      this.#sets.join(from, to)
      edges.push({ a: from, b: to, height: Math.sqrt(square), size: 0 })
    }
    return edges
  }

  #noteParts(): void {
    this.#partOf.forEach((_, row) => {
      this.#partOf[row] = this.#sets.find(row)
    })
    for (let node = this.#tree.nodes - 1; node >= 0; node -= 1)
      this.#partOfNode[node] = this.#tree.isLeaf(node) ? this.#partOfLeaf(node) : this.#partOfChildren(node)
  }

  #partOfLeaf(node: number): number {
    const [start, end] = [this.#tree.starts[node]!, this.#tree.ends[node]!]
    const part = this.#partOf[this.#tree.order[start]!]!
    for (let place = start + 1; place < end; place += 1)
      if (this.#partOf[this.#tree.order[place]!] !== part) return -1
    return part
  }

  #partOfChildren(node: number): number {
    const [left, right] = [this.#partOfNode[2 * node + 1]!, this.#partOfNode[2 * node + 2]!]
    return left === right ? left : -1
  }

  /** Looks whether a row has a shorter way out of its part than those before it. */
  #improve(row: number, waysOut: Map<number, WayOut>): void {
    const part = this.#partOf[row]!
    let way = waysOut.get(part)
    if (way === undefined) {
      way = { from: -1, to: -1, square: Number.POSITIVE_INFINITY }
      waysOut.set(part, way)
    }
    if (this.#cores[row]! < way.square) this.#visit(0, row, part, way)
  }

  #visit(node: number, row: number, part: number, way: WayOut): void {
    if (this.#partOfNode[node] === part || this.#leastTo(node, row) >= way.square) return
    if (this.#tree.isLeaf(node)) {
      this.#look(node, row, part, way)
      return
    }
    const [left, right] = [2 * node + 1, 2 * node + 2]
    const nearer = this.#leastTo(left, row) <= this.#leastTo(right, row) ? left : right
    this.#visit(nearer, row, part, way)
    this.#visit(left + right - nearer, row, part, way)
  }

  #leastTo(node: number, row: number): number {
    const { columns, values } = this.#tree.rows
    return Math.max(this.#tree.gap(node, values, row * columns), this.#coreOfNode[node]!)
  }

  #look(node: number, row: number, part: number, way: WayOut): void {
    const { columns, values } = this.#tree.rows
    for (let place = this.#tree.starts[node]!; place < this.#tree.ends[node]!; place += 1) {
      const other = this.#tree.order[place]!
      if (this.#partOf[other] === part) continue
      const away = squaredDistance(values, row * columns, values, other * columns, columns)
      const square = Math.max(away, this.#cores[row]!, this.#cores[other]!)
      if (square >= way.square) continue
      way.from = row
      way.to = other
      way.square = square
    }
  }
}
