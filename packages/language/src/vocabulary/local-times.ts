import { Temporal } from 'temporal-polyfill'
import { FIRST_INSTANT } from './calendar.ts'
import { changesOf } from './zone-days.ts'

/**
 * What clocks in a zone show as arithmetic on whole numbers: a clock that shows `local` (milliseconds since
 * 1970-01-01 00:00 of the same clock) in stretch `i`, the last one with `starts[i] <= local`, shows the instant
 * `local - offsets[i]`.
 *
 * Of a time that comes twice that is the first, and a time that is skipped is as far after the change as it would
 * be without one: what `parseInstant` gives.
 */
export interface LocalTimes {
  /** Rises. The first is before everything. */
  readonly starts: readonly number[]
  /** Milliseconds east of Greenwich. */
  readonly offsets: readonly number[]
}

const known = new Map<string, LocalTimes>()

/** The stretches of a zone from 1900 to 2299. */
export function localTimes(timezone: string): LocalTimes {
  const found = known.get(timezone) ?? findStretches(timezone)
  known.set(timezone, found)
  return found
}

/**
 * The instant at which a clock in a zone shows a time, UTC milliseconds.
 *
 * @example
 * instantOfLocal(Date.UTC(2026, 2, 29, 2, 30), 'Europe/Prague')   // 01:30 UTC: the clock goes from 2 to 3 then
 */
export function instantOfLocal(local: number, timezone: string): number {
  const { starts, offsets } = localTimes(timezone)
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= local) low = middle
    else high = middle - 1
  }
  return local - (offsets[low] ?? 0)
}

function findStretches(timezone: string): LocalTimes {
  const offsetAt = (at: number) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).offsetNanoseconds / 1_000_000
  const starts = [Number.MIN_SAFE_INTEGER]
  const offsets = [offsetAt(FIRST_INSTANT - 7 * 86_400_000)]
  for (const change of changesOf(timezone)) {
    const [before, after] = [offsets.at(-1) ?? 0, offsetAt(change)]
    if (before === after) continue
    // Up to here both the clock of before and the skipped or first-coming times go by the offset of before.
    starts.push(change + Math.max(before, after))
    offsets.push(after)
  }
  return { starts, offsets }
}
