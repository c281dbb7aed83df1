import type { DeclaredType, Place, Value } from '@kindred/language'

const notWhole = new RangeError('a row that goes on in the next piece')

/**
 * Reads values one after the other out of bytes in ClickHouse's RowBinary: columns as they are stored, without a
 * conversion on either side. Four times as fast as rows in JSON.
 */
export class RowBinaryCursor {
  position = 0
  readonly bytes: Buffer

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  uint8(): number {
    return this.bytes.readUInt8(this.#take(1))
  }

  uint16(): number {
    return this.bytes.readUInt16LE(this.#take(2))
  }

  int32(): number {
    return this.bytes.readInt32LE(this.#take(4))
  }

  /** A whole number of at most 2^53: instants in milliseconds, money in ten-thousandths. */
  int64(): number {
    const at = this.#take(8)
    return this.bytes.readInt32LE(at + 4) * 4_294_967_296 + this.bytes.readUInt32LE(at)
  }

  float64(): number {
    return this.bytes.readDoubleLE(this.#take(8))
  }

  text(): string {
    const length = this.#length()
    const at = this.#take(length)
    return this.bytes.toString('utf8', at, at + length)
  }

  texts(): string[] {
    return Array.from({ length: this.#length() }, () => this.text())
  }

  /** Whether the text at hand has just these bytes; it is passed over either way. */
  isText(expected: Buffer): boolean {
    const length = this.#length()
    const at = this.#take(length)
    return length === expected.length && this.bytes.compare(expected, 0, length, at, at + length) === 0
  }

  /** A number of seven bits a byte, lowest first. */
  #length(): number {
    let length = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = this.uint8()
      length += (byte & 127) * factor
      if (byte < 128) return length
    }
  }

  #take(length: number): number {
    const at = this.position
    if (at + length > this.bytes.length) throw notWhole
    this.position = at + length
    return at
  }
}

/** The value in the columns of a declared type (`physicalColumns`); `undefined` when it is unknown. */
export function binaryValue(type: DeclaredType, cursor: RowBinaryCursor): Value | undefined {
  if (type === 'place') return binaryPlace(cursor)
  if (type === 'tags') {
    const tags = cursor.texts()
    return cursor.uint8() === 1 ? tags : undefined
  }
  if (cursor.uint8() === 1) return undefined
  switch (type) {
    case 'boolean':
      return cursor.uint8() === 1
    case 'text':
      return cursor.text()
    case 'number':
      return cursor.float64()
    case 'date':
      return cursor.int32()
    default:
      return cursor.int64()
  }
}

function binaryPlace(cursor: RowBinaryCursor): Place | undefined {
  const latitude = binaryValue('number', cursor)
  const longitude = binaryValue('number', cursor)
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined
  return { latitude, longitude }
}

/**
 * The rows in a stream of bytes, as many at a time as a piece of it holds.
 *
 * @param read - Reads one row, from its first byte to its last; asked again from the first where a row was not there whole.
 */
export async function* binaryRows<T>(
  pieces: AsyncIterable<Buffer>,
  read: (cursor: RowBinaryCursor) => T,
): AsyncGenerator<T[]> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const piece of pieces) {
    const cursor = new RowBinaryCursor(rest.length === 0 ? piece : Buffer.concat([rest, piece]))
    yield wholeRows(cursor, read)
    rest = cursor.bytes.subarray(cursor.position)
  }
  if (rest.length > 0) throw new RangeError('The warehouse ended a result in the middle of a row.')
}

function wholeRows<T>(cursor: RowBinaryCursor, read: (cursor: RowBinaryCursor) => T): T[] {
  const rows: T[] = []
  for (let start = 0; ; start = cursor.position) {
    try {
      if (cursor.position === cursor.bytes.length) return rows
      rows.push(read(cursor))
    } catch (error) {
      if (error !== notWhole) throw error
      cursor.position = start
      return rows
    }
  }
}
