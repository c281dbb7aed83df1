const FIRST_SIZE = 512

/** Writes numbers, texts and bytes one after another; `ByteReader` reads them in the same order. */
export class ByteWriter {
  #bytes = Buffer.allocUnsafe(FIRST_SIZE)
  #length = 0

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
    const size = Buffer.byteLength(value)
    this.count(size)
    this.#reserve(size)
    this.#bytes.write(value, this.#length, 'utf8')
    this.#length += size
  }

  bytes(value: Uint8Array): void {
    this.count(value.length)
    this.#reserve(value.length)
    this.#bytes.set(value, this.#length)
    this.#length += value.length
  }

  /** What was written, as bytes of their own. */
  finish(): Uint8Array {
    return Uint8Array.prototype.slice.call(this.#bytes, 0, this.#length)
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}
