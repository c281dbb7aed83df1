import { EngineError } from '../../errors.ts'
import type { LiveTransition } from '../../records/live.ts'
import { ByteReader } from '../bytes/byte-reader.ts'
import { ByteWriter } from '../bytes/byte-writer.ts'
import { causes } from '../record/since-bytes.ts'

const WHAT = 'a move'
/** The first held one move a row. */
const [ONE, SEVERAL] = [1, 2]
const parts = { event: 1, late: 2, segmentation: 4 } as const

/** Moves in one row. */
const MOST = 256

/** Moves as they are put into rows, in their order. */
export function transitionRows(
  transitions: readonly LiveTransition[],
): readonly (readonly LiveTransition[])[] {
  const rows: (readonly LiveTransition[])[] = []
  for (let at = 0; at < transitions.length; at += MOST) rows.push(transitions.slice(at, at + MOST))
  return rows
}

/** @param transitions - At least one. */
export function encodeTransitions(transitions: readonly LiveTransition[]): Uint8Array {
  const writer = new ByteWriter()
  writer.byte(SEVERAL)
  writer.count(transitions.length)
  for (const transition of transitions) writeTransition(writer, transition)
  return writer.finish()
}

/**
 * The moves of a row.
 *
 * @throws EngineError `profile_format_newer`, `profile_not_readable`
 */
export function decodeTransitions(bytes: Uint8Array): readonly LiveTransition[] {
  const reader = new ByteReader(bytes, WHAT)
  const format = reader.byte()
  if (format > SEVERAL) throw new EngineError('profile_format_newer', { what: WHAT, format, known: SEVERAL })
  const size = format === ONE ? 1 : format === SEVERAL ? reader.size() : 0
  if (size === 0) throw reader.unfit()
  const transitions = Array.from({ length: size }, () => readTransition(reader))
  reader.end()
  return transitions
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
