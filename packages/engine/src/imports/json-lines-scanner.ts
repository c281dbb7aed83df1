import { LONGEST_RECORD } from './delimited-scanner.ts'
import { flattenJson, parseExactly } from './flatten-json.ts'
import { type PackedRows, RowPacker, rowDefects } from './packed-rows.ts'

const LF = 10
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Divides UTF-8 bytes into lines of one JSON object each and packs the values of the named columns as text:
 * numbers as they are written, `null` and what is missing as nothing, a nested object by dotted names
 * (`address.city`), a list as its JSON. Lines that are blank are no rows.
 *
 * @example
 * const scanner = new JsonLinesScanner(['id', 'address.city'])
 * scanner.push(Buffer.from('{"id":1,"address":{"city":"Brno"}}\n'))
 * scanner.end()
 * scanner.take()   // one row on line 1: '1', 'Brno'
 */
export class JsonLinesScanner {
  readonly #columns: readonly string[]
  readonly #rows = new RowPacker()
  #rest: Buffer = Buffer.alloc(0)
  #line = 1
  #skipping = false

  constructor(columns: readonly string[]) {
    this.#columns = columns
  }

  get isFull(): boolean {
    return this.#rows.isFull
  }

  push(chunk: Uint8Array): void {
    const bytes = Buffer.concat([this.#rest, chunk])
    let at = 0
    for (let end = bytes.indexOf(LF); end !== -1; end = bytes.indexOf(LF, at)) {
      this.#take(bytes.subarray(at, end))
      at = end + 1
    }
    this.#rest = Buffer.from(bytes.subarray(at))
    if (this.#rest.length > LONGEST_RECORD) this.#setAsideLongLine()
  }

  end(): void {
    if (this.#rest.length > 0) this.#take(this.#rest)
    this.#rest = Buffer.alloc(0)
  }

  take(): PackedRows {
    return this.#rows.take()
  }

  #setAsideLongLine(): void {
    if (!this.#skipping) this.#rows.broken(this.#line, rowDefects.tooLong, '', this.#columns.length)
    this.#skipping = true
    this.#rest = Buffer.alloc(0)
  }

  #take(bytes: Uint8Array): void {
    const line = this.#line++
    if (this.#skipping) {
      this.#skipping = false
      return
    }
    const text = bytes.length > LONGEST_RECORD ? '' : decode(bytes)
    if (bytes.length > LONGEST_RECORD) this.#rows.broken(line, rowDefects.tooLong, '', this.#columns.length)
    else if (text === undefined) this.#rows.broken(line, rowDefects.notText, '', this.#columns.length)
    else if (text.trim() !== '') this.#object(line, text)
  }

  #object(line: number, text: string): void {
    const parsed = parseExactly(text)
    if ('reason' in parsed) {
      this.#rows.broken(line, rowDefects.notJson, parsed.reason, this.#columns.length)
      return
    }
    const cells = flattenJson(parsed.object)
    this.#rows.begin(line, rowDefects.none)
    for (const column of this.#columns) this.#rows.text(cells.get(column) ?? '')
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes).normalize('NFC')
  } catch {
    return undefined
  }
}
