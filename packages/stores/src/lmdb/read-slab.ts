/** Of so many bytes; a piece that is held on to holds on to all of them. */
const SLAB = 64 * 1024
/** Larger values get memory of their own. */
const LARGEST = SLAB / 8

/**
 * Copies of what was read, one behind another in a few large pieces of memory. A piece of memory a value would cost more
 * than reading it: each has to be set up, and cleared away by the garbage collector.
 */
export class ReadSlab {
  #slab = new Uint8Array(SLAB)
  #used = 0

  /** A copy of the first `length` bytes. */
  copy(bytes: Uint8Array, length: number): Uint8Array {
    if (length > LARGEST) return new Uint8Array(bytes.subarray(0, length))
    if (this.#used + length > SLAB) {
      this.#slab = new Uint8Array(SLAB)
      this.#used = 0
    }
    const copy = new Uint8Array(this.#slab.buffer, this.#used, length)
    copy.set(bytes.subarray(0, length))
    this.#used += length
    return copy
  }
}
