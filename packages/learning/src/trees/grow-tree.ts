import { step, type Watch } from '../numeric/watch.ts'
import { type Candidate, type Growing, type Judging, squaresOf } from './candidate.ts'
import type { CodedColumn } from './coded-columns.ts'
import type { TreeNode } from './fitted-tree.ts'
import { levelSplit } from './level-split.ts'
import { thresholdSplit } from './threshold-split.ts'

export interface Growth extends Judging, Watch {
  readonly columns: readonly CodedColumn[]
  /** Rows to learn from, in any order. */
  readonly rows: Int32Array
  readonly depth: number
}

/** A gain in purity as small as this share of the weight is rounding. */
const LEAST_GAIN = 1e-12

/** Grows nodes depth first, the left branch before the right; rows lie node by node in every order there is. */
export function growTree(growth: Growth): TreeNode[] {
  return new TreeInGrowth(growth).grow()
}

class TreeInGrowth {
  readonly #growth: Growth
  readonly #nodes: TreeNode[] = []
  readonly #orders: readonly Int32Array[]
  readonly #isLeft: Uint8Array
  readonly #spare: Int32Array
  #settled = 0

  constructor(growth: Growth) {
    this.#growth = growth
    const sorted = growth.columns.flatMap(column => (column.kind === 'number' ? [column.order] : []))
    this.#orders = [growth.rows, ...sorted]
    this.#isLeft = new Uint8Array(growth.labels.length)
    this.#spare = new Int32Array(growth.rows.length)
  }

  grow(): TreeNode[] {
    this.#node(0, this.#growth.rows.length, 0)
    return this.#nodes
  }

  #node(from: number, to: number, depth: number): number {
    const place = this.#nodes.length
    const node = this.#growing(from, to)
    const plain = { weights: node.weights, label: node.weights.indexOf(Math.max(...node.weights)) }
    this.#nodes.push(plain)
    const best = depth < this.#growth.depth ? this.#bestSplit(node) : undefined
    if (best === undefined) this.#settle(to - from)
    else {
      const middle = this.#part(node, best.column, best.candidate)
      const left = this.#node(from, middle, depth + 1)
      const right = this.#node(middle, to, depth + 1)
      this.#nodes[place] = { ...plain, branch: { split: best.candidate.split, left, right } }
    }
    return place
  }

  #settle(rows: number): void {
    this.#settled += rows
    step(this.#growth, this.#settled, this.#growth.rows.length)
  }

  #growing(from: number, to: number): Growing {
    const { rows, labels, rowWeights, classes } = this.#growth
    const weights = new Array<number>(classes).fill(0)
    for (let at = from; at < to; at += 1) weights[labels[rows[at]!]!]! += rowWeights[rows[at]!]!
    return { from, to, weights, total: weights.reduce((sum, weight) => sum + weight, 0) }
  }

  #bestSplit(node: Growing): { column: CodedColumn; candidate: Candidate } | undefined {
    const { leaf, columns, rows } = this.#growth
    const now = squaresOf(node.weights) / node.total
    const isPure = node.weights.filter(weight => weight > 0).length < 2
    if (isPure || node.total < 2 * leaf) return undefined
    let best: { column: CodedColumn; candidate: Candidate } | undefined
    let purity = now + LEAST_GAIN * node.total
    for (const column of columns) {
      const candidate =
        column.kind === 'number'
          ? thresholdSplit(column, node, this.#growth)
          : levelSplit(column, rows, node, this.#growth)
      if (candidate === undefined || candidate.purity <= purity) continue
      purity = candidate.purity
      best = { column, candidate }
    }
    return best
  }

  /** Puts the rows of a node that go left before those that go right, in every order; returns where the right begins. */
  #part({ from, to }: Growing, { codes }: CodedColumn, { goesLeft }: Candidate): number {
    const { rows } = this.#growth
    for (let at = from; at < to; at += 1) this.#isLeft[rows[at]!] = goesLeft(codes[rows[at]!]!) ? 1 : 0
    let middle = from
    for (const order of this.#orders) middle = partOrder(order, from, to, this.#isLeft, this.#spare)
    return middle
  }
}

function partOrder(
  order: Int32Array,
  from: number,
  to: number,
  isLeft: Uint8Array,
  spare: Int32Array,
): number {
  let left = from
  let right = 0
  for (let at = from; at < to; at += 1) {
    const row = order[at]!
    if (isLeft[row] === 1) {
      order[left] = row
      left += 1
    } else {
      spare[right] = row
      right += 1
    }
  }
  order.set(spare.subarray(0, right), left)
  return left
}
