import { EngineError } from '../../errors.ts'
import { ByteReader } from '../bytes/byte-reader.ts'
import { ByteWriter } from '../bytes/byte-writer.ts'

const FORMAT = 1
const WHAT = 'the counters'

/** The few numbers that change with every commit. */
export interface LiveCounters {
  /** The latest instant that was used: time does not run back. */
  readonly instant: number
  /** Number of the newest transition. */
  readonly transitions: number
  /** Number of the next entry of the outbox. */
  readonly outbox: number
  /** What was ever taken in, or was not. */
  readonly events: number
  readonly customers: number
  readonly duplicates: number
  readonly refused: number
}

export const noCounters: LiveCounters = {
  instant: 0,
  transitions: 0,
  outbox: 1,
  events: 0,
  customers: 0,
  duplicates: 0,
  refused: 0,
}

export function encodeCounters(counters: LiveCounters): Uint8Array {
  const writer = new ByteWriter()
  writer.byte(FORMAT)
  const { instant, transitions, outbox, events, customers, duplicates, refused } = counters
  writer.whole(instant)
  for (const count of [transitions, outbox, events, customers, duplicates, refused]) writer.count(count)
  return writer.finish()
}

/** @throws EngineError `profile_format_newer`, `profile_not_readable` */
export function decodeCounters(bytes: Uint8Array): LiveCounters {
  const reader = new ByteReader(bytes, WHAT)
  const format = reader.byte()
  if (format !== FORMAT) throw new EngineError('profile_format_newer', { what: WHAT, format, known: FORMAT })
  const counters: LiveCounters = {
    instant: reader.whole(),
    transitions: reader.count(),
    outbox: reader.count(),
    events: reader.count(),
    customers: reader.count(),
    duplicates: reader.count(),
    refused: reader.count(),
  }
  reader.end()
  return counters
}
