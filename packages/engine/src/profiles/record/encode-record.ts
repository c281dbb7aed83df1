import { ByteWriter } from '../bytes/byte-writer.ts'
import { writeValue } from '../bytes/value-bytes.ts'
import type { LiveRecord } from './live-record.ts'
import type { LiveStanding } from './live-standing.ts'
import { PackedSince } from './packed-since.ts'
import { writeSince } from './since-bytes.ts'

/**
 * The format records are written in. A version reads those up to its own. Since 2 the directory of a long history lies in a
 * page and no longer in the head; since 3 the head begins where numbers of 64 bits can be read.
 */
export const RECORD_FORMAT = 3
/** Since this format. */
export const HEAD_IS_ALIGNED = 3

/** Which of the optional parts are there. */
export const parts = { timer: 1, newestEvent: 2, mergedInto: 4, contacts: 8 } as const

/**
 * A record as bytes: `decodeRecord` gives it back.
 *
 * @param head - What her history has become; by default the record's own.
 */
export function encodeRecord(record: LiveRecord, head: Uint8Array = record.head): Uint8Array {
  const writer = new ByteWriter()
  writer.byte(RECORD_FORMAT)
  writer.byte(partsOf(record))
  writer.text(record.id)
  writer.count(record.program)
  writer.count(record.fill)
  writer.whole(record.knownSince)
  writer.whole(record.asOf)
  writer.whole(record.newsAt)
  if (record.timer !== undefined) writer.whole(record.timer)
  if (record.newestEventAt !== undefined) writer.whole(record.newestEventAt)
  if (record.mergedInto !== undefined) writer.text(record.mergedInto)
  if (record.contacts !== undefined) writer.bytes(record.contacts)
  writeStanding(writer, record.standing)
  writeAttributes(writer, record)
  writer.count(head.length)
  writer.align()
  writer.raw(head)
  return writer.finish()
}

function partsOf({ timer, newestEventAt, mergedInto, contacts }: LiveRecord): number {
  return (
    (timer === undefined ? 0 : parts.timer) |
    (newestEventAt === undefined ? 0 : parts.newestEvent) |
    (mergedInto === undefined ? 0 : parts.mergedInto) |
    (contacts === undefined ? 0 : parts.contacts)
  )
}

function writeStanding(writer: ByteWriter, { mask, classes, since }: LiveStanding): void {
  writer.count(mask.length)
  for (const word of mask) writer.count(word)
  writer.count(classes.length)
  for (const position of classes) writer.count(position)
  if (since instanceof PackedSince) {
    since.write(writer)
    return
  }
  writer.count(since.size)
  for (const [position, each] of since) writeSince(writer, position, each)
}

function writeAttributes(writer: ByteWriter, { attributes, pending }: LiveRecord): void {
  writer.count(attributes.size)
  for (const [name, { since, value }] of attributes) {
    writer.text(name)
    writer.whole(since)
    writeValue(writer, value)
  }
  writer.count(pending.length)
  for (const patch of pending) {
    writer.whole(patch.since)
    writer.count(patch.attributes.size)
    for (const [name, value] of patch.attributes) {
      writer.text(name)
      writeValue(writer, value)
    }
  }
}
