import { EngineError } from '../../errors.ts'

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Texts of up to so many bytes, nearly all there are, are mostly ASCII: setting a decoder to work costs more than a look. */
const SHORT = 64

/** Reads what a `ByteWriter` wrote. Strict: bytes that run out, or are left over, are refused by name. */
export class ByteReader {
  readonly #bytes: Buffer
  readonly #what: string
  #at = 0

  /** @param what - What messages call it. */
  constructor(bytes: Uint8Array, what: string) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#what = what
  }

  byte(): number {
    return this.#bytes[this.#take(1)] ?? 0
  }

  count(): number {
    let value = 0
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.byte()
      value += (byte & 0x7f) * scale
      if (value > Number.MAX_SAFE_INTEGER) throw this.#unreadable()
      if (byte < 0x80) return value
    }
  }

  /** A count of things that follow, each of at least one byte. */
  size(): number {
    const size = this.count()
    if (size > this.#bytes.length - this.#at) throw this.#unreadable()
    return size
  }

  whole(): number {
    const sign = this.byte()
    if (sign > 1) throw this.#unreadable()
    const size = this.count()
    return sign === 1 ? -size : size
  }

  float(): number {
    return this.#bytes.readDoubleBE(this.#take(8))
  }

  text(): string {
    const size = this.count()
    const from = this.#take(size)
    if (size <= SHORT && this.#isAscii(from, from + size)) {
      return this.#bytes.toString('latin1', from, from + size)
    }
    try {
      return strict.decode(this.#bytes.subarray(from, from + size))
    } catch {
      throw this.#unreadable()
    }
  }

  /** A view of the bytes that are read, not a copy. */
  bytes(): Uint8Array {
    return this.#view(this.count())
  }

  /** The same of bytes that `align` was called before. */
  alignedBytes(): Uint8Array {
    const size = this.count()
    while (this.#at % 8 !== 0) if (this.byte() !== 0) throw this.#unreadable()
    return this.#view(size)
  }

  #view(size: number): Uint8Array {
    const from = this.#take(size)
    return new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset + from, size)
  }

  /** How many bytes have been read. */
  get at(): number {
    return this.#at
  }

  /** A view of the bytes that have been read since there. */
  since(at: number): Uint8Array {
    return new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset + at, this.#at - at)
  }

  /** Goes over so many bytes. */
  skip(size: number): void {
    this.#take(size)
  }

  /** Goes over a count. */
  skipCount(): void {
    while (this.byte() >= 0x80);
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  /** @throws EngineError `profile_not_readable` when something is left over. */
  end(): void {
    if (!this.isAtEnd) throw this.#unreadable()
  }

  /** The error for a value that cannot stand where it does. */
  unfit(): EngineError<'profile_not_readable'> {
    return this.#unreadable()
  }

  #isAscii(from: number, to: number): boolean {
    for (let at = from; at < to; at += 1) if (this.#bytes[at]! > 0x7f) return false
    return true
  }

  #take(size: number): number {
    const from = this.#at
    if (from + size > this.#bytes.length) throw this.#unreadable()
    this.#at = from + size
    return from
  }

  #unreadable(): EngineError<'profile_not_readable'> {
    return new EngineError('profile_not_readable', { what: this.#what })
  }
}
