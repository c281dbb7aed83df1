import { EngineError } from '../../errors.ts'
import type { LiveTransition } from '../../records/live.ts'
import { ByteReader } from '../bytes/byte-reader.ts'
import { ByteWriter } from '../bytes/byte-writer.ts'
import { causes } from '../record/encode-record.ts'

const FORMAT = 1
const WHAT = 'a move'
const parts = { event: 1, late: 2, segmentation: 4 } as const

export function encodeTransition(transition: LiveTransition): Uint8Array {
  const writer = new ByteWriter()
  writer.byte(FORMAT)
  writeTransition(writer, transition)
  return writer.finish()
}

/** @throws EngineError `profile_format_newer`, `profile_not_readable` */
export function decodeTransition(bytes: Uint8Array): LiveTransition {
  const reader = new ByteReader(bytes, WHAT)
  const format = reader.byte()
  if (format !== FORMAT) throw new EngineError('profile_format_newer', { what: WHAT, format, known: FORMAT })
  const transition = readTransition(reader)
  reader.end()
  return transition
}

export function writeTransition(writer: ByteWriter, transition: LiveTransition): void {
  const { seq, at, kind, definition, customer, from, to, cause, event, late } = transition
  writer.byte(
    (event === undefined ? 0 : parts.event) |
      (late === true ? parts.late : 0) |
      (kind === 'segmentation' ? parts.segmentation : 0),
  )
  writer.count(seq)
  writer.whole(at)
  for (const text of [definition, customer, from, to]) writer.text(text)
  writer.byte(causes.indexOf(cause))
  if (event !== undefined) writer.text(event)
}

export function readTransition(reader: ByteReader): LiveTransition {
  const there = reader.byte()
  const [seq, at] = [reader.count(), reader.whole()]
  const [definition, customer, from, to] = [reader.text(), reader.text(), reader.text(), reader.text()]
  const cause = causes[reader.byte()]
  if (cause === undefined) throw reader.unfit()
  const kind = (there & parts.segmentation) === 0 ? 'segment' : 'segmentation'
  return {
    seq,
    at,
    kind,
    definition,
    customer,
    from,
    to,
    cause,
    ...((there & parts.event) === 0 ? {} : { event: reader.text() }),
    ...((there & parts.late) === 0 ? {} : { late: true }),
  }
}
