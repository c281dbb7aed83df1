import type { LiveCause } from '../../records/live.ts'
import type { ByteReader } from '../bytes/byte-reader.ts'
import type { ByteWriter } from '../bytes/byte-writer.ts'
import type { LiveSince } from './live-standing.ts'

export const causes: readonly LiveCause[] = ['data', 'clock', 'definition', 'merge']

/** Beside the number of its cause: that the event is named. */
const NAMED = 0x80

/** An entry: the position, then since when, by what cause, and the event that was it. */
export function writeSince(writer: ByteWriter, position: number, { at, cause, event }: LiveSince): void {
  writer.count(position)
  writer.whole(at)
  writer.byte(causes.indexOf(cause) + (event === undefined ? 0 : NAMED))
  if (event !== undefined) writer.text(event)
}

/** What follows the position of an entry. */
export function readSince(reader: ByteReader): LiveSince {
  const at = reader.whole()
  const how = reader.byte()
  const cause = causes[how & ~NAMED]
  if (cause === undefined) throw reader.unfit()
  return (how & NAMED) === 0 ? { at, cause } : { at, cause, event: reader.text() }
}

/** Goes over an entry without reading more of it than its position. */
export function skipSince(reader: ByteReader): number {
  const position = reader.count()
  if (reader.byte() > 1) throw reader.unfit()
  reader.skipCount()
  const how = reader.byte()
  if (causes[how & ~NAMED] === undefined) throw reader.unfit()
  if ((how & NAMED) !== 0) reader.skip(reader.count())
  return position
}

/** The instant of an entry whose position has been read, going over what follows. */
export function skipCause(reader: ByteReader): number {
  const at = reader.whole()
  const how = reader.byte()
  if ((how & NAMED) !== 0) reader.skip(reader.count())
  return at
}
