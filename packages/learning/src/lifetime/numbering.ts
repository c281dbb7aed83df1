/** Numbers triples of numbers in the order in which they are first seen: a hash table with open addressing. */
export class Numbering {
  #slots = new Int32Array(2048).fill(-1)
  #first = new Float64Array(1024)
  #second = new Float64Array(1024)
  #third = new Float64Array(1024)
  readonly #double = new Float64Array(1)
  readonly #words = new Int32Array(this.#double.buffer)
  length = 0

  get first(): Float64Array {
    return this.#first.slice(0, this.length)
  }

  get second(): Float64Array {
    return this.#second.slice(0, this.length)
  }

  get third(): Float64Array {
    return this.#third.slice(0, this.length)
  }

  /**
   * The number of a triple, a new one where it has none.
   *
   * @param second - Whole, below 2³¹; `third` as well.
   */
  place(first: number, second: number, third: number): number {
    const slot = this.#slotOf(first, second, third)
    const place = this.#slots[slot]!
    return place === -1 ? this.#add(slot, first, second, third) : place
  }

  #slotOf(first: number, second: number, third: number): number {
    const mask = this.#slots.length - 1
    let slot = this.#hash(first, second, third) & mask
    for (;;) {
      const place = this.#slots[slot]!
      if (place === -1) return slot
      if (this.#first[place] === first && this.#second[place] === second && this.#third[place] === third)
        return slot
      slot = (slot + 1) & mask
    }
  }

  #add(slot: number, first: number, second: number, third: number): number {
    if (this.length === this.#first.length) {
      this.#grow()
      return this.place(first, second, third)
    }
    this.#slots[slot] = this.length
    this.#first[this.length] = first
    this.#second[this.length] = second
    this.#third[this.length] = third
    this.length += 1
    return this.length - 1
  }

  #grow(): void {
    this.#first = doubled(this.#first)
    this.#second = doubled(this.#second)
    this.#third = doubled(this.#third)
    this.#slots = new Int32Array(2 * this.#slots.length).fill(-1)
    for (let place = 0; place < this.length; place += 1)
      this.#slots[this.#slotOf(this.#first[place]!, this.#second[place]!, this.#third[place]!)] = place
  }

  #hash(first: number, second: number, third: number): number {
    // −0 is made 0, which it equals.
    this.#double[0] = first + 0
    let mixed = Math.imul(this.#words[0]! ^ Math.imul(this.#words[1]!, 0x9e3779b1), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 15) ^ second, 0xc2b2ae35)
    mixed = Math.imul(mixed ^ (mixed >>> 13) ^ third, 0x27d4eb2f)
    return mixed ^ (mixed >>> 16)
  }
}

function doubled(values: Float64Array): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(2 * values.length)
  longer.set(values)
  return longer
}
