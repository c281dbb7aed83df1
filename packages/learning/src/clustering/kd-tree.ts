import type { Matrix } from '../matrix/matrix.ts'
import { squaredDistance } from '../matrix/squared-distance.ts'

export interface Neighbour {
  readonly row: number
  readonly square: number
}

const LEAF = 16

/**
 * Rows in a tree of halves, each node with the box around its rows: what is near is found without looking at all.
 * With many columns (over about 15) it looks at most of them all the same.
 */
export class KdTree {
  readonly rows: Matrix
  /** Rows, those of a node side by side. */
  readonly order: Int32Array
  /** Node n has the rows order[starts[n]] … order[ends[n] − 1] and, unless a leaf, the children 2n + 1 and 2n + 2. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly nodes: number
  readonly #lows: Float64Array
  readonly #highs: Float64Array

  constructor(rows: Matrix) {
    this.rows = rows
    this.order = Int32Array.from({ length: rows.rows }, (_, row) => row)
    let depth = 0
    while (rows.rows > LEAF * 2 ** depth) depth += 1
    this.nodes = 2 ** (depth + 1) - 1
    this.starts = new Int32Array(this.nodes)
    this.ends = new Int32Array(this.nodes)
    this.#lows = new Float64Array(this.nodes * rows.columns).fill(Number.POSITIVE_INFINITY)
    this.#highs = new Float64Array(this.nodes * rows.columns).fill(Number.NEGATIVE_INFINITY)
    this.#build(0, 0, rows.rows)
  }

  isLeaf(node: number): boolean {
    return 2 * node + 1 >= this.nodes
  }

  #build(node: number, start: number, end: number): void {
    this.starts[node] = start
    this.ends[node] = end
    const widest = this.#noteBox(node)
    if (this.isLeaf(node)) return
    const middle = (start + end) >>> 1
    this.#partition(start, end, middle, widest)
    this.#build(2 * node + 1, start, middle)
    this.#build(2 * node + 2, middle, end)
  }

  /** @returns The column in which the node's rows differ most. */
  #noteBox(node: number): number {
    const { columns, values } = this.rows
    const from = node * columns
    for (let place = this.starts[node]!; place < this.ends[node]!; place += 1)
      for (let column = 0; column < columns; column += 1) {
        const value = values[this.order[place]! * columns + column]!
        if (value < this.#lows[from + column]!) this.#lows[from + column] = value
        if (value > this.#highs[from + column]!) this.#highs[from + column] = value
      }
    let widest = 0
    const width = (column: number): number => this.#highs[from + column]! - this.#lows[from + column]!
    for (let column = 1; column < columns; column += 1) if (width(column) > width(widest)) widest = column
    return widest
  }

  /** Puts the rows before `middle` that are not above the one at `middle` (Hoare's selection). */
  #partition(start: number, end: number, middle: number, column: number): void {
    const { columns, values } = this.rows
    const valueAt = (place: number): number => values[this.order[place]! * columns + column]!
    let low = start
    let high = end - 1
    while (low < high) {
      const pivot = valueAt((low + high) >>> 1)
      let [left, right] = [low, high]
      while (left <= right) {
        while (valueAt(left) < pivot) left += 1
        while (valueAt(right) > pivot) right -= 1
        if (left > right) break
        const kept = this.order[left]!
        this.order[left] = this.order[right]!
        this.order[right] = kept
        left += 1
        right -= 1
      }
      if (middle <= right) high = right
      else if (middle >= left) low = left
      else return
    }
  }

  /** The square of the distance from a point to the box of a node. */
  gap(node: number, point: ArrayLike<number>, from: number): number {
    const { columns } = this.rows
    let sum = 0
    for (let column = 0; column < columns; column += 1) {
      const value = point[from + column]!
      const [low, high] = [this.#lows[node * columns + column]!, this.#highs[node * columns + column]!]
      const away = value < low ? low - value : value > high ? value - high : 0
      sum += away * away
    }
    return sum
  }

  /** The `count` nearest rows within `reach`, nearest first; of equally near ones the first row. */
  nearest(
    point: ArrayLike<number>,
    from: number,
    count: number,
    reach: number = Number.POSITIVE_INFINITY,
  ): readonly Neighbour[] {
    const found = new NearestList(count, reach * reach)
    this.#visit(0, point, from, found)
    return found.list
  }

  #visit(node: number, point: ArrayLike<number>, from: number, found: NearestList): void {
    if (this.gap(node, point, from) > found.limit) return
    if (this.isLeaf(node)) {
      this.#look(node, point, from, found)
      return
    }
    const [left, right] = [2 * node + 1, 2 * node + 2]
    const nearer = this.gap(left, point, from) <= this.gap(right, point, from) ? left : right
    this.#visit(nearer, point, from, found)
    this.#visit(left + right - nearer, point, from, found)
  }

  #look(node: number, point: ArrayLike<number>, from: number, found: NearestList): void {
    const { columns, values } = this.rows
    for (let place = this.starts[node]!; place < this.ends[node]!; place += 1) {
      const row = this.order[place]!
      found.offer(row, squaredDistance(values, row * columns, point, from, columns))
    }
  }
}

/** The nearest so far, nearest first. */
class NearestList {
  readonly list: Neighbour[] = []
  readonly #count: number
  /** Nothing farther is wanted. */
  limit: number

  constructor(count: number, limit: number) {
    this.#count = count
    this.limit = limit
  }

  offer(row: number, square: number): void {
    if (square > this.limit) return
    let place = this.list.length
    while (place > 0 && isAfter(this.list[place - 1]!, row, square)) place -= 1
    if (place >= this.#count) return
    this.list.splice(place, 0, { row, square })
    if (this.list.length > this.#count) this.list.length = this.#count
    if (this.list.length === this.#count) this.limit = Math.min(this.limit, this.list.at(-1)!.square)
  }
}

function isAfter(kept: Neighbour, row: number, square: number): boolean {
  return kept.square > square || (kept.square === square && kept.row > row)
}
