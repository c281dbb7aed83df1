import { slabCopy } from './byte-slab.ts'

const FIRST_SIZE = 4096
/** Memory that a writer grew larger than this is not kept for the next. */
const LARGEST_KEPT = 1024 * 1024

/** What the last writer wrote into, for the next: a piece of memory a writer would cost more than the writing. */
let spare: Buffer | undefined

/** Writes numbers, texts and bytes one after another; `ByteReader` reads them in the same order. */
export class ByteWriter {
  #bytes: Buffer
  #length = 0

  constructor() {
    this.#bytes = spare ?? Buffer.allocUnsafeSlow(FIRST_SIZE)
    spare = undefined
  }

  byte(value: number): void {
    this.#reserve(1)
    this.#bytes[this.#length] = value
    this.#length += 1
  }

  /** A whole number from 0 to 2^53 − 1, in one to eight bytes. */
  count(value: number): void {
    this.#reserve(8)
    let rest = value
    while (rest >= 0x80) {
      this.#bytes[this.#length] = (rest % 0x80) | 0x80
      this.#length += 1
      rest = Math.floor(rest / 0x80)
    }
    this.#bytes[this.#length] = rest
    this.#length += 1
  }

  /** A safe whole number of either sign. */
  whole(value: number): void {
    this.byte(value < 0 ? 1 : 0)
    this.count(Math.abs(value))
  }

  float(value: number): void {
    this.#reserve(8)
    this.#bytes.writeDoubleBE(value, this.#length)
    this.#length += 8
  }

  text(value: string): void {
    if (value.length < SHORT && this.#ascii(value)) return
    const size = Buffer.byteLength(value)
    this.count(size)
    this.#reserve(size)
    this.#bytes.write(value, this.#length, 'utf8')
    this.#length += size
  }

  bytes(value: Uint8Array): void {
    this.count(value.length)
    this.raw(value)
  }

  /** Bytes without their length: whoever reads them knows it. */
  raw(value: Uint8Array): void {
    this.#reserve(value.length)
    this.#bytes.set(value, this.#length)
    this.#length += value.length
  }

  /** Goes on to the next multiple of eight bytes; what is passed over is 0. */
  align(): void {
    while (this.#length % 8 !== 0) this.byte(0)
  }

  /** What was written, as bytes of their own. The writer is used up. */
  finish(): Uint8Array {
    const written = slabCopy(this.#bytes, this.#length)
    if (this.#bytes.length <= LARGEST_KEPT) spare = this.#bytes
    this.#bytes = NOTHING
    this.#length = 0
    return written
  }

  /** Writes a short text, of which nearly all are ASCII; false, and nothing is written, where it is not. */
  #ascii(value: string): boolean {
    this.#reserve(value.length + 1)
    const bytes = this.#bytes
    const start = this.#length + 1
    for (let index = 0; index < value.length; index += 1) {
      const code = value.charCodeAt(index)
      if (code > 0x7f) return false
      bytes[start + index] = code
    }
    bytes[this.#length] = value.length
    this.#length = start + value.length
    return true
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#length + more, FIRST_SIZE))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}

/** A text of so many characters, if they are ASCII, has its length in one byte, and is written quicker here than by a call. */
const SHORT = 64
const NOTHING = Buffer.alloc(0)
