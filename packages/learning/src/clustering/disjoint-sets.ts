/** Sets that are only ever joined; each known by one of its members. */
export class DisjointSets {
  readonly #parents: Int32Array
  readonly #sizes: Int32Array

  /** Every one of `count` members in a set of its own. */
  constructor(count: number) {
    this.#parents = Int32Array.from({ length: count }, (_, member) => member)
    this.#sizes = new Int32Array(count).fill(1)
  }

  find(member: number): number {
    let root = member
    while (this.#parents[root] !== root) {
      this.#parents[root] = this.#parents[this.#parents[root]!]!
      root = this.#parents[root]!
    }
    return root
  }

  /** @returns Which member the joined set is known by. */
  join(a: number, b: number): number {
    const [first, second] = [this.find(a), this.find(b)]
    if (first === second) return first
    const [large, small] = this.#sizes[first]! >= this.#sizes[second]! ? [first, second] : [second, first]
    this.#parents[small] = large
    this.#sizes[large]! += this.#sizes[small]!
    return large
  }
}
