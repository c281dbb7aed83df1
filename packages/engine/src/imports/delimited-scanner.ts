import { cleanText } from './clean-text.ts'
import { type PackedRows, type RowDefect, RowPacker, rowDefects, writeLength } from './packed-rows.ts'

/** How delimited text is divided; see `DelimitedShape`. */
export interface DelimitedRules {
  readonly delimiter: string
  readonly quote: '"' | "'" | 'none'
  /** Fields a record has to have. */
  readonly columns: number
  /** Whether the first record is a header and no row. */
  readonly header: boolean
  /** What ends a record outside quotes: LF, a CR before it included, or CR alone. */
  readonly recordEnd: 'lf' | 'cr'
}

/** What one attempt at a record came to. */
type Scanned = 'row' | 'blank' | 'broken' | 'incomplete'

/** A record longer than this is broken: a quote that is never closed would swallow the rest of the file. */
export const LONGEST_RECORD = 1 << 20

const [LF, CR, SPACE] = [10, 13, 32]
const NO_QUOTE = -1

/**
 * Divides UTF-8 bytes into records and fields and packs them, in one pass over the bytes and in memory that
 * does not grow with the file. Fields are unquoted, text is made NFC.
 *
 * What cannot be divided is packed as a broken row, and scanning goes on: after a wrong number of fields with the
 * next record, after a broken quote with the next line, so that one stray quote costs one line.
 *
 * @example
 * const scanner = new DelimitedScanner({ delimiter: ',', quote: '"', columns: 2, header: true, recordEnd: 'lf' })
 * scanner.push(Buffer.from('id,name\n1,"Ann, B"\n'))
 * scanner.end()
 * scanner.take()   // one row on line 2: '1', 'Ann, B'
 */
export class DelimitedScanner {
  readonly #columns: number
  readonly #delimiter: number
  readonly #quote: number
  readonly #end: number
  readonly #rows = new RowPacker()
  readonly #onRecord: ((line: number, bytes: Uint8Array) => void) | undefined
  #headerToCome: boolean
  #rest: Buffer = Buffer.alloc(0)
  #skipping = false
  #line = 1
  // The record being scanned.
  #next = 0
  #lines = 0
  #written = 0
  #defect: RowDefect = rowDefects.none
  #detail = ''

  /** @param onRecord - Told of every record but the header, with the bytes it is made of. */
  constructor(rules: DelimitedRules, onRecord?: (line: number, bytes: Uint8Array) => void) {
    this.#onRecord = onRecord
    this.#columns = rules.columns
    this.#delimiter = rules.delimiter.charCodeAt(0)
    this.#quote = rules.quote === 'none' ? NO_QUOTE : rules.quote.charCodeAt(0)
    this.#end = rules.recordEnd === 'lf' ? LF : CR
    this.#headerToCome = rules.header
  }

  get isFull(): boolean {
    return this.#rows.isFull
  }

  /** The line the next record starts on, from 1. */
  get line(): number {
    return this.#line
  }

  push(chunk: Uint8Array): void {
    this.#scan(chunk, false)
  }

  /** What is left is the last record, whether or not its line ends. */
  end(): void {
    this.#scan(new Uint8Array(0), true)
  }

  take(): PackedRows {
    return this.#rows.take()
  }

  #scan(chunk: Uint8Array, last: boolean): void {
    const bytes = this.#rest.length === 0 ? asBuffer(chunk) : Buffer.concat([this.#rest, chunk])
    let at = this.#endOfSkipped(bytes)
    while (at < bytes.length) {
      const scanned = this.#record(bytes, at, last)
      if (scanned === 'incomplete') break
      at = this.#next
    }
    // A copy, so that a chunk is not held for the few bytes at its end.
    this.#rest = Buffer.from(bytes.subarray(at))
  }

  /** Where the line ends whose beginning was already set aside. */
  #endOfSkipped(bytes: Buffer): number {
    if (!this.#skipping) return 0
    const end = bytes.indexOf(this.#end)
    if (end === -1) return bytes.length
    this.#skipping = false
    return end + 1
  }

  #record(bytes: Buffer, start: number, last: boolean): Scanned {
    // Text can grow threefold when it is composed.
    const most = (bytes.length - start) * 3 + 64
    const room = this.#rows.room(most + 9 + 5 * this.#columns)
    const scanned = this.#fields(bytes, start, room.bytes, room.at + 9, last)
    if (scanned === 'incomplete') return scanned
    const line = this.#line
    this.#line += this.#lines
    if (scanned === 'blank') return scanned
    if (this.#headerToCome) {
      this.#headerToCome = false
      return scanned
    }
    this.#onRecord?.(line, bytes.subarray(start, this.#next))
    if (scanned === 'broken') this.#rows.broken(line, this.#defect, this.#detail, this.#columns)
    else {
      writeHead(room.bytes, room.at, line)
      this.#rows.written(this.#written, 1)
    }
    return scanned
  }

  /** Divides one record, writing its cells from `out` on. */
  #fields(bytes: Buffer, start: number, target: Buffer, out: number, last: boolean): Scanned {
    const [delimiter, quote, end, size, columns] = [
      this.#delimiter,
      this.#quote,
      this.#end,
      bytes.length,
      this.#columns,
    ]
    let [at, place, fields, lines, unclean] = [start, out, 0, 1, -1]
    for (;;) {
      if (delimiter === SPACE) {
        while (at < size && bytes[at] === SPACE) at++
        if (at >= size && !last) return this.#unended(bytes, start, at)
        const ended = this.#endOfRecord(bytes, at, last)
        if (ended === 'incomplete') return ended
        // Spaces at the end of a line divide nothing.
        if (fields > 0 && ended !== undefined) {
          at = ended
          break
        }
      }
      const head = place++
      let high = 0
      let byte = at < size ? (bytes[at] ?? 0) : end
      if (byte === quote && at < size) {
        at++
        for (;;) {
          if (at >= size) {
            if (!last && at - start <= LONGEST_RECORD) return 'incomplete'
            return at - start > LONGEST_RECORD
              ? this.#tooLong(bytes, start, lines, last)
              : this.#giveUp(bytes, start, rowDefects.quoteNotClosed, last)
          }
          byte = bytes[at++] ?? 0
          if (byte === quote) {
            if (at >= size && !last) return 'incomplete'
            if (at >= size || bytes[at] !== quote) break
            at++
          } else if (byte === end) {
            lines++
            if (at - start > LONGEST_RECORD) return this.#tooLong(bytes, start, lines, last)
          }
          high |= byte
          if (fields < columns) target[place++] = byte
        }
        if (end === LF && at < size && bytes[at] === CR) {
          if (at + 1 >= size && !last) return 'incomplete'
          if (at + 1 >= size || bytes[at + 1] === LF) at++
        }
        byte = at < size ? (bytes[at] ?? 0) : end
        if (at >= size && !last) return 'incomplete'
        if (byte !== delimiter && byte !== end) {
          return this.#giveUp(bytes, start, rowDefects.textAfterQuote, last)
        }
      } else if (fields < columns) {
        while (byte !== delimiter && byte !== end) {
          high |= byte
          target[place++] = byte
          byte = ++at < size ? (bytes[at] ?? 0) : end
        }
        if (at >= size && !last) return this.#unended(bytes, start, at)
        if (byte === end && end === LF && place > head + 1 && target[place - 1] === CR) place--
      } else {
        while (byte !== delimiter && byte !== end) byte = ++at < size ? (bytes[at] ?? 0) : end
        if (at >= size && !last) return this.#unended(bytes, start, at)
      }
      if (fields < columns) {
        const length = place - head - 1
        if (high >= 0x80) {
          const clean = cleanText(target.subarray(head + 1, place))
          if (clean === undefined) unclean = unclean === -1 ? fields : unclean
          else place = putCell(target, head, clean)
        } else if (length >= 0x80) place = putCell(target, head, target.subarray(head + 1, place))
        else target[head] = length
      }
      fields++
      at++
      if (byte === end) break
    }
    // Also where its end is at hand, so that it does not matter how the bytes are cut.
    if (at - start > LONGEST_RECORD) return this.#tooLong(bytes, start, lines, last)
    this.#next = Math.min(at, size)
    this.#lines = lines
    this.#written = place
    if (fields === 1 && place === out + 1 && target[out] === 0 && columns > 1) return 'blank'
    if (fields === 1 && this.#isEmptyLine(bytes, start)) return 'blank'
    if (fields !== columns) return this.#defective(rowDefects.wrongFieldCount, String(fields))
    if (unclean !== -1) return this.#defective(rowDefects.notText, String(unclean))
    return 'row'
  }

  /** The place after the record where it ends here; `undefined` where it goes on. */
  #endOfRecord(bytes: Buffer, at: number, last: boolean): number | 'incomplete' | undefined {
    if (at >= bytes.length || bytes[at] === this.#end) return at + 1
    if (this.#end !== LF || bytes[at] !== CR) return undefined
    if (at + 1 >= bytes.length) return last ? at + 1 : 'incomplete'
    return bytes[at + 1] === LF ? at + 2 : undefined
  }

  #isEmptyLine(bytes: Buffer, start: number): boolean {
    const first = bytes[start]
    return first === this.#end || (first === CR && (this.#next - start === 2 || this.#next - start === 1))
  }

  #defective(defect: RowDefect, detail: string): Scanned {
    this.#defect = defect
    this.#detail = detail
    return 'broken'
  }

  /** The record has a broken quote: set aside its first line only, and take the next as a new record. */
  #giveUp(bytes: Buffer, start: number, defect: RowDefect, last: boolean): Scanned {
    const end = bytes.indexOf(this.#end, start)
    const ended = end !== -1
    if (!ended && !last && bytes.length - start <= LONGEST_RECORD) return 'incomplete'
    this.#skipping = !ended && !last
    this.#next = ended ? end + 1 : bytes.length
    this.#lines = 1
    return this.#defective(defect, '')
  }

  /** Over several lines it is a quote that was never closed, or might as well not have been. */
  #tooLong(bytes: Buffer, start: number, lines: number, last: boolean): Scanned {
    return this.#giveUp(bytes, start, lines > 1 ? rowDefects.quoteNotClosed : rowDefects.tooLong, last)
  }

  /** The bytes there are end within the record. */
  #unended(bytes: Buffer, start: number, at: number): Scanned {
    return at - start <= LONGEST_RECORD ? 'incomplete' : this.#tooLong(bytes, start, 1, false)
  }
}

function writeHead(target: Buffer, at: number, line: number): void {
  target.writeUInt32LE(line >>> 0, at)
  target.writeUInt32LE(Math.floor(line / 2 ** 32), at + 4)
  target[at + 8] = rowDefects.none
}

/** Moves a cell behind a length of the size it needs; gives the place after it. */
function putCell(target: Buffer, head: number, cell: Uint8Array): number {
  const size = cell.length
  const from = head + (size < 0x80 ? 1 : size < 0x4000 ? 2 : size < 0x200000 ? 3 : 4)
  target.set(cell, from)
  writeLength(target, head, size)
  return from + size
}

function asBuffer(chunk: Uint8Array): Buffer {
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
}
