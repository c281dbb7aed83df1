/** Rows of one source as they travel: for each its line, its defect and its cells, in ClickHouse's RowBinary. */
export interface PackedRows {
  readonly bytes: Uint8Array
  readonly rows: number
  /** How many of the rows are broken: their cells say how, see `RowDefect`. */
  readonly broken: number
}

/** One row unpacked. An empty cell is unknown. */
export interface SourceRow {
  /** Line the record starts on, from 1 (row number for Parquet and Excel, the header being row 1). */
  readonly line: number
  readonly defect: RowDefect
  readonly cells: readonly string[]
}

/**
 * What is wrong with a record before anything is read from its cells; 0 is nothing. The first cell of a broken
 * row says more: the number of fields found, the index of the cell that is not text, or what the reader said.
 */
export type RowDefect = 0 | 1 | 2 | 3 | 4 | 5 | 6

export const rowDefects = {
  none: 0,
  wrongFieldCount: 1,
  quoteNotClosed: 2,
  textAfterQuote: 3,
  notText: 4,
  notJson: 5,
  tooLong: 6,
} as const satisfies Record<string, RowDefect>

const FLUSH_BYTES = 1 << 20

/**
 * Writes rows one after the other into a buffer that grows; `take` hands over what was written.
 *
 * @example
 * const rows = new RowPacker()
 * rows.begin(2, rowDefects.none)
 * rows.text('anna')
 * rows.take()   // { bytes, rows: 1, broken: 0 }
 */
export class RowPacker {
  #bytes = Buffer.allocUnsafe(FLUSH_BYTES * 2)
  #length = 0
  #rows = 0
  #broken = 0

  /** Whether enough has come together to be sent on. */
  get isFull(): boolean {
    return this.#length >= FLUSH_BYTES
  }

  begin(line: number, defect: RowDefect): void {
    this.#reserve(9)
    this.#bytes.writeUInt32LE(line >>> 0, this.#length)
    this.#bytes.writeUInt32LE(Math.floor(line / 2 ** 32), this.#length + 4)
    this.#bytes[this.#length + 8] = defect
    this.#length += 9
    this.#rows += 1
    if (defect !== rowDefects.none) this.#broken += 1
  }

  /** One whole row that is broken: its first cell is `detail`, the others are empty. */
  broken(line: number, defect: RowDefect, detail: string, columns: number): void {
    this.begin(line, defect)
    this.text(detail)
    for (let column = 1; column < columns; column++) this.text('')
  }

  text(text: string): void {
    const size = Buffer.byteLength(text)
    this.#reserve(size + 5)
    this.#length = writeLength(this.#bytes, this.#length, size)
    this.#length += this.#bytes.write(text, this.#length)
  }

  /** Hands over the room in which a scanner writes cells by itself; `written` says how far it came. */
  room(size: number): { readonly bytes: Buffer; readonly at: number } {
    this.#reserve(size)
    return { bytes: this.#bytes, at: this.#length }
  }

  written(upTo: number, rows: number): void {
    this.#length = upTo
    this.#rows += rows
  }

  take(): PackedRows {
    // A copy of what there is: a new buffer each time, mostly empty, costs more in collecting the old ones.
    const bytes = Buffer.from(this.#bytes.subarray(0, this.#length))
    const packed = { bytes, rows: this.#rows, broken: this.#broken }
    this.#length = 0
    this.#rows = 0
    this.#broken = 0
    return packed
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + size))
    this.#bytes.copy(larger, 0, 0, this.#length)
    this.#bytes = larger
  }
}

/** Writes an unsigned LEB128 number, as RowBinary gives the length of a text; gives the place after it. */
export function writeLength(bytes: Uint8Array, at: number, length: number): number {
  let [place, rest] = [at, length]
  while (rest >= 0x80) {
    bytes[place++] = (rest & 0x7f) | 0x80
    rest >>>= 7
  }
  bytes[place++] = rest
  return place
}

/** The rows again, one by one; `columns` cells each. */
export function* unpackRows({ bytes }: PackedRows, columns: number): Iterable<SourceRow> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  while (at < buffer.length) {
    const line = buffer.readUInt32LE(at) + buffer.readUInt32LE(at + 4) * 2 ** 32
    const defect = rowDefectOf(buffer[at + 8] ?? 0)
    at += 9
    const cells: string[] = []
    for (let column = 0; column < columns; column++) {
      let [size, shift, byte] = [0, 0, 0]
      do {
        byte = buffer[at++] ?? 0
        size |= (byte & 0x7f) << shift
        shift += 7
      } while (byte >= 0x80)
      cells.push(buffer.toString('utf8', at, at + size))
      at += size
    }
    yield { line, defect, cells }
  }
}

function rowDefectOf(byte: number): RowDefect {
  const known = Object.values(rowDefects).find(defect => defect === byte)
  if (known === undefined) throw new RangeError(`no row defect has the number ${byte}`)
  return known
}
