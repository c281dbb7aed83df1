import type { Value } from '@kindred/language'
import { EngineError } from '../../errors.ts'
import { ByteReader } from '../bytes/byte-reader.ts'
import { readValueBytes } from '../bytes/value-bytes.ts'
import { HEAD_IS_ALIGNED, parts, RECORD_FORMAT } from './encode-record.ts'
import type { AttributeFact, LiveRecord } from './live-record.ts'
import type { LiveStanding } from './live-standing.ts'
import { PackedSince } from './packed-since.ts'
import { skipSince } from './since-bytes.ts'

const WHAT = "a customer's record"

/**
 * A record out of its bytes.
 *
 * @throws EngineError `profile_format_newer` for one that a newer version wrote, `profile_not_readable` for bytes that
 *   are no record.
 */
export function decodeRecord(bytes: Uint8Array): LiveRecord {
  const reader = new ByteReader(bytes, WHAT)
  const format = reader.byte()
  if (format > RECORD_FORMAT)
    throw new EngineError('profile_format_newer', { what: WHAT, format, known: RECORD_FORMAT })
  if (format === 0) throw reader.unfit()
  const there = reader.byte()
  const own = <T>(part: number, read: () => T): T | undefined => ((there & part) === 0 ? undefined : read())
  const record: LiveRecord = {
    id: reader.text(),
    program: reader.count(),
    fill: reader.count(),
    knownSince: reader.whole(),
    asOf: reader.whole(),
    newsAt: reader.whole(),
    timer: own(parts.timer, () => reader.whole()),
    newestEventAt: own(parts.newestEvent, () => reader.whole()),
    mergedInto: own(parts.mergedInto, () => reader.text()),
    contacts: own(parts.contacts, () => reader.bytes()),
    standing: readStanding(reader),
    attributes: readAttributes(reader),
    pending: readPending(reader),
    head: format < HEAD_IS_ALIGNED ? reader.bytes() : reader.alignedBytes(),
  }
  reader.end()
  return record
}

function readStanding(reader: ByteReader): LiveStanding {
  const mask = new Uint32Array(reader.size())
  for (let at = 0; at < mask.length; at += 1) mask[at] = reader.count()
  const classes = new Uint16Array(reader.size())
  for (let at = 0; at < classes.length; at += 1) classes[at] = reader.count()
  const count = reader.size()
  const from = reader.at
  for (let left = count; left > 0; left -= 1) skipSince(reader)
  return { mask, classes, since: new PackedSince(reader.since(from), count) }
}

function readAttributes(reader: ByteReader): ReadonlyMap<string, AttributeFact> {
  const attributes = new Map<string, AttributeFact>()
  for (let left = reader.size(); left > 0; left -= 1) {
    attributes.set(reader.text(), { since: reader.whole(), value: readValueBytes(reader) })
  }
  return attributes
}

const NONE: LiveRecord['pending'] = []

function readPending(reader: ByteReader): LiveRecord['pending'] {
  const length = reader.size()
  if (length === 0) return NONE
  return Array.from({ length }, () => {
    const since = reader.whole()
    const attributes = new Map<string, Value | undefined>()
    for (let left = reader.size(); left > 0; left -= 1) attributes.set(reader.text(), readValueBytes(reader))
    return { since, attributes }
  })
}
