/** Of so many bytes; a piece that is held on to holds on to all of them. */
const SLAB = 256 * 1024
/** Larger values get memory of their own. */
const LARGEST = SLAB / 8

/**
 * Copies of what was read, one behind another in a few large pieces of memory. A piece of memory a value would cost more
 * than reading it: each has to be set up, and cleared away by the garbage collector. Each begins where numbers of 64 bits
 * can be read.
 */
export class ReadSlab {
  #slab = newSlab()
  #used = 0

  /** A copy of the first `length` bytes. */
  copy(bytes: Uint8Array, length: number): Uint8Array {
    if (length > LARGEST) return new Uint8Array(bytes.subarray(0, length))
    if (this.#used + length > SLAB) {
      this.#slab = newSlab()
      this.#used = 0
    }
    const copy = new Uint8Array(this.#slab, this.#used, length)
    copy.set(bytes.subarray(0, length))
    this.#used = Math.ceil((this.#used + length) / 8) * 8
    return copy
  }
}

/** Not cleared: a copy is only as large as what is written into it. */
function newSlab(): ArrayBuffer {
  return Buffer.allocUnsafeSlow(SLAB).buffer
}
