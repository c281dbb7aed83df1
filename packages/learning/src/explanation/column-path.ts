/**
 * The columns that are asked on the way to a node, each once, and what sets of them weigh: of all sets of as many, that
 * share in which those that are not known would come this way, in all orders in which columns can become known.
 */
export class ColumnPath {
  readonly #columns: Int32Array
  /** The share of rows that come this way where the column is not known. */
  readonly #zeros: Float64Array
  /** 1 where the row itself comes this way, else 0. */
  readonly #ones: Float64Array
  readonly #weights: Float64Array
  #length = 0

  constructor(most: number) {
    this.#columns = new Int32Array(most)
    this.#zeros = new Float64Array(most)
    this.#ones = new Float64Array(most)
    this.#weights = new Float64Array(most)
  }

  /** A path to the root: only the set of no columns. */
  restart(): void {
    this.#length = 0
    this.add(-1, 1, 1)
  }

  copy(other: ColumnPath): void {
    this.#length = other.#length
    for (let at = 0; at < other.#length; at += 1) {
      this.#columns[at] = other.#columns[at]!
      this.#zeros[at] = other.#zeros[at]!
      this.#ones[at] = other.#ones[at]!
      this.#weights[at] = other.#weights[at]!
    }
  }

  /** Lets every set be with or without one column more. */
  add(column: number, zero: number, one: number): void {
    const last = this.#length
    this.#columns[last] = column
    this.#zeros[last] = zero
    this.#ones[last] = one
    this.#weights[last] = last === 0 ? 1 : 0
    for (let at = last - 1; at >= 0; at -= 1) {
      const weight = this.#weights[at]!
      this.#weights[at + 1]! += (one * weight * (at + 1)) / (last + 1)
      this.#weights[at] = (zero * weight * (last - at)) / (last + 1)
    }
    this.#length += 1
  }

  /** Takes a column out again if it was asked before, and returns its shares. */
  take(column: number): { readonly zero: number; readonly one: number } {
    const place = this.#columns.subarray(0, this.#length).indexOf(column)
    if (place === -1) return { zero: 1, one: 1 }
    const taken = { zero: this.#zeros[place]!, one: this.#ones[place]! }
    this.#unwind(place)
    return taken
  }

  #unwind(place: number): void {
    const last = this.#length - 1
    const zero = this.#zeros[place]!
    const one = this.#ones[place]!
    let next = this.#weights[last]!
    for (let at = last - 1; at >= 0; at -= 1) {
      const weight = this.#weights[at]!
      if (one !== 0) {
        this.#weights[at] = (next * (last + 1)) / ((at + 1) * one)
        next = weight - (this.#weights[at]! * zero * (last - at)) / (last + 1)
      } else this.#weights[at] = (weight * (last + 1)) / (zero * (last - at))
    }
    for (let at = place; at < last; at += 1) {
      this.#columns[at] = this.#columns[at + 1]!
      this.#zeros[at] = this.#zeros[at + 1]!
      this.#ones[at] = this.#ones[at + 1]!
    }
    this.#length = last
  }

  /** Adds for every column what knowing it is worth, of a leaf that says this value. */
  settle(value: number, to: Float64Array): void {
    for (let place = 1; place < this.#length; place += 1)
      to[this.#columns[place]!]! += this.#without(place) * (this.#ones[place]! - this.#zeros[place]!) * value
  }

  /** What all sets without a column weigh. */
  #without(place: number): number {
    const last = this.#length - 1
    const zero = this.#zeros[place]!
    const one = this.#ones[place]!
    let next = this.#weights[last]!
    let sum = 0
    for (let at = last - 1; at >= 0; at -= 1) {
      if (one !== 0) {
        const weight = (next * (last + 1)) / ((at + 1) * one)
        sum += weight
        next = this.#weights[at]! - (weight * zero * (last - at)) / (last + 1)
      } else sum += (this.#weights[at]! * (last + 1)) / (zero * (last - at))
    }
    return sum
  }
}
