import { isPlace, type Value } from '@kindred/language'
import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'

/** How a value lies in bytes; unknown is one of them. */
const tags = {
  unknown: 0,
  false: 1,
  true: 2,
  whole: 3,
  float: 4,
  large: 5,
  text: 6,
  place: 7,
  tags: 8,
} as const

/** Writes a value as the language holds it, or that it is unknown. */
export function writeValue(writer: ByteWriter, value: Value | undefined): void {
  if (value === undefined) writer.byte(tags.unknown)
  else if (typeof value === 'boolean') writer.byte(value ? tags.true : tags.false)
  else if (typeof value === 'number') writeNumber(writer, value)
  else if (typeof value === 'bigint') {
    writer.byte(tags.large)
    writer.text(value.toString())
  } else if (typeof value === 'string') {
    writer.byte(tags.text)
    writer.text(value)
  } else writeObject(writer, value)
}

function writeNumber(writer: ByteWriter, value: number): void {
  const isWhole = Number.isSafeInteger(value)
  writer.byte(isWhole ? tags.whole : tags.float)
  if (isWhole) writer.whole(value)
  else writer.float(value)
}

function writeObject(writer: ByteWriter, value: Extract<Value, object>): void {
  if (isPlace(value)) {
    writer.byte(tags.place)
    writer.float(value.latitude)
    writer.float(value.longitude)
    return
  }
  writer.byte(tags.tags)
  writer.count(value.length)
  for (const tag of value) writer.text(tag)
}

export function readValueBytes(reader: ByteReader): Value | undefined {
  switch (reader.byte()) {
    case tags.unknown:
      return undefined
    case tags.false:
      return false
    case tags.true:
      return true
    case tags.whole:
      return reader.whole()
    case tags.float:
      return reader.float()
    case tags.large:
      return readLarge(reader)
    case tags.text:
      return reader.text()
    case tags.place:
      return { latitude: reader.float(), longitude: reader.float() }
    case tags.tags:
      return Array.from({ length: reader.size() }, () => reader.text())
    default:
      throw reader.unfit()
  }
}

function readLarge(reader: ByteReader): bigint {
  const text = reader.text()
  if (!/^-?\d+$/.test(text)) throw reader.unfit()
  return BigInt(text)
}
