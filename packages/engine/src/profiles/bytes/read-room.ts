import type { ValueRoom } from '../../ports/profiles.ts'

/** Of so many bytes: the records of some hundred readers. */
const ROOM = 512 * 1024

/**
 * One piece of memory that values are read into, again and again. Memory of its own for each would be counted against the
 * limit at which V8 goes through everything that lives: reading alone reached it several times a second.
 */
export class ReadRoom implements ValueRoom {
  readonly #bytes = new ArrayBuffer(ROOM)
  #used = 0

  /** A copy of the first `length` bytes, from where numbers of 64 bits can be read; of its own when there is no room left. */
  copy(bytes: Uint8Array, length: number): Uint8Array {
    const from = this.#used
    if (from + length > ROOM) return new Uint8Array(bytes.subarray(0, length))
    this.#used = (from + length + 7) & -8
    const copy = new Uint8Array(this.#bytes, from, length)
    // What LMDB lends is longer than its `length` says: only a part of it has the length that is meant.
    copy.set(bytes.subarray(0, length))
    return copy
  }

  /** What was read into it is of no use any more. */
  clear(): void {
    this.#used = 0
  }
}
