import type { ReadRows } from './read-rows.ts'
import type { ValueTree } from './value-tree.ts'

/** A tree as arrays that are quickly walked by rows that were read. */
export class TreeWalk {
  readonly #asks: Int32Array
  readonly #thresholds: Float64Array
  readonly #missing: Uint8Array
  readonly #rights: Int32Array
  readonly #columns: readonly Float64Array[]
  /** Of every node that asks for words 1 for the places that go left. */
  readonly #words: readonly (Uint8Array | undefined)[]

  constructor(tree: ValueTree, { columns, places }: ReadRows) {
    this.#asks = Int32Array.from(tree.asks)
    this.#thresholds = Float64Array.from(tree.thresholds)
    this.#missing = Uint8Array.from(tree.missing)
    this.#rights = Int32Array.from(tree.rights)
    this.#columns = columns
    this.#words = tree.asks.map((asked, node) => {
      const known = places[asked]
      if (known === undefined) return undefined
      const isLeft = new Uint8Array(known.size + 1)
      for (const word of tree.sets[tree.thresholds[node]!]!) isLeft[known.get(word)!] = 1
      return isLeft
    })
  }

  /** Whether a row goes left at a question. */
  goesLeft(node: number, row: number): boolean {
    const value = this.#columns[this.#asks[node]!]![row]!
    const words = this.#words[node]
    if (words !== undefined) return words[value] === 1
    return value <= this.#thresholds[node]! || (Number.isNaN(value) && this.#missing[node] === 1)
  }

  /** The number of the leaf that a row comes to. */
  leafOf(row: number): number {
    let node = 0
    while (this.#asks[node]! >= 0) node = this.goesLeft(node, row) ? node + 1 : this.#rights[node]!
    return this.#rights[node]!
  }
}
