import { isAscii } from 'node:buffer'

/**
 * Reads ClickHouse's Native format as it comes: blocks of columns, each number column bytes that are copied as they
 * are. A quarter faster than rows of bytes, and no work for each value.
 */
export class NativeStream {
  readonly #pieces: AsyncIterator<Buffer>
  #bytes: Buffer = Buffer.alloc(0)
  #at = 0

  constructor(pieces: AsyncIterable<Buffer>) {
    this.#pieces = pieces[Symbol.asyncIterator]()
  }

  /** Rows of the next block, whose columns are to be read next, with `beginColumn` before each; nothing at the end. */
  async beginBlock(): Promise<number | undefined> {
    if (this.#at === this.#bytes.length && !(await this.#more())) return undefined
    await this.#length()
    return this.#length()
  }

  /** Passes over the column's name and type. */
  async beginColumn(): Promise<void> {
    for (let part = 0; part < 2; part += 1) {
      const length = await this.#length()
      await this.#hold(length)
      this.#at += length
    }
  }

  /** A column of Float64, copied to where it is to stay. */
  async numbers(values: Float64Array): Promise<void> {
    const target = Buffer.from(values.buffer, values.byteOffset, values.byteLength)
    for (let done = 0; done < target.length; ) {
      await this.#hold(1)
      const copied = this.#bytes.copy(target, done, this.#at)
      this.#at += copied
      done += copied
    }
  }

  /** A column of String. */
  async ids(rows: number): Promise<string[]> {
    const ids: string[] = []
    while (ids.length < rows) {
      if (this.#shortTexts(ids, rows)) continue
      const text = this.#wholeText()
      if (text === undefined) await this.#demand()
      else ids.push(text)
    }
    return ids
  }

  /**
   * Takes the texts that have come up to the first that is long, and says whether there was any. Where all are plain
   * letters they are decoded as one and cut: decoding each takes several times as long.
   */
  #shortTexts(texts: string[], most: number): boolean {
    const bytes = this.#bytes
    const begin = this.#at
    let end = begin
    for (let count = texts.length; count < most; count += 1) {
      const next = end + 1 + (bytes[end] ?? 128)
      if (next > bytes.length || (bytes[end] ?? 128) > 127) break
      end = next
    }
    if (end === begin) return false
    const plain = isAscii(bytes.subarray(begin, end)) ? bytes.toString('latin1', begin, end) : undefined
    for (let at = begin + 1; at <= end; ) {
      const close = at + (bytes[at - 1] ?? 0)
      texts.push(plain?.substring(at - begin, close - begin) ?? bytes.toString('utf8', at, close))
      at = close + 1
    }
    this.#at = end
    return true
  }

  /** A column of Nullable(String). */
  async texts(rows: number, take: (row: number, text: string | null) => void): Promise<void> {
    const isNull = await this.#copy(rows)
    for (let row = 0; row < rows; ) {
      const text = this.#wholeText()
      if (text === undefined) await this.#demand()
      else {
        take(row, isNull[row] === 1 ? null : text)
        row += 1
      }
    }
  }

  async #copy(length: number): Promise<Buffer> {
    await this.#hold(length)
    const copy = Buffer.from(this.#bytes.subarray(this.#at, this.#at + length))
    this.#at += length
    return copy
  }

  /** The next text, if all of it has come. */
  #wholeText(): string | undefined {
    let [length, at] = [0, this.#at]
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#bytes[at]
      if (byte === undefined) return undefined
      at += 1
      length += (byte & 127) * factor
      if (byte < 128) break
    }
    if (at + length > this.#bytes.length) return undefined
    this.#at = at + length
    return this.#bytes.toString('utf8', at, at + length)
  }

  /** A number of seven bits a byte, lowest first. */
  async #length(): Promise<number> {
    let length = 0
    for (let factor = 1; ; factor *= 128) {
      await this.#hold(1)
      const byte = this.#bytes[this.#at] ?? 0
      this.#at += 1
      length += (byte & 127) * factor
      if (byte < 128) return length
    }
  }

  async #hold(length: number): Promise<void> {
    while (this.#bytes.length - this.#at < length) await this.#demand()
  }

  async #demand(): Promise<void> {
    if (!(await this.#more())) throw new RangeError('The warehouse ended a result in the middle of a block.')
  }

  async #more(): Promise<boolean> {
    const next = await this.#pieces.next()
    if (next.done === true) return false
    const rest = this.#bytes.subarray(this.#at)
    this.#bytes = rest.length === 0 ? next.value : Buffer.concat([rest, next.value])
    this.#at = 0
    return true
  }
}
