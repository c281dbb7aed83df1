import { Temporal } from 'temporal-polyfill'
import { DAY_MS, FIRST_DAY, FIRST_INSTANT, LAST_DAY, LAST_INSTANT, startOfDay } from './calendar.ts'

/**
 * The calendar days of a time zone as arithmetic on whole numbers, for readings that must not look at a time zone
 * database of their own: two engines seldom have the same release of it.
 *
 * A stretch is a run of days that all begin at the same distance from midnight UTC.
 */
export interface ZoneDays {
  /** The first instant of each stretch, UTC milliseconds; rises. A day that a zone skipped leaves an empty stretch. */
  readonly starts: readonly number[]
  /** What has to be taken from an instant so that its days are those of UTC, in milliseconds. */
  readonly shifts: readonly number[]
  /** The last day of each stretch, which may be longer than 24 hours. */
  readonly lastDays: readonly number[]
}

const known = new Map<string, ZoneDays>()

/**
 * The stretches of a zone from 1900 to 2299: one where clocks never changed, some 500 where they still do.
 *
 * The day of an instant `at` in stretch `i`, the last one with `starts[i] <= at`, is
 * `min(floor((at - shifts[i]) / 86_400_000), lastDays[i])`: what `localDate` gives.
 *
 * Cost: some 20 ms for a zone, once.
 */
export function zoneDays(timezone: string): ZoneDays {
  const found = known.get(timezone) ?? findStretches(timezone)
  known.set(timezone, found)
  return found
}

function findStretches(timezone: string): ZoneDays {
  const firstDays: number[] = []
  const shifts: number[] = []
  for (const day of daysNearChanges(timezone)) {
    const shift = startOfDay(day, timezone) - day * DAY_MS
    if (shift === shifts.at(-1)) continue
    firstDays.push(day)
    shifts.push(shift)
  }
  return {
    starts: firstDays.map(day => startOfDay(day, timezone)),
    shifts,
    lastDays: firstDays.map((_, index) => (firstDays[index + 1] ?? LAST_DAY + 3) - 1),
  }
}

/** The day before the first, and all days on which one can begin otherwise than the day before it; in order. */
function daysNearChanges(timezone: string): readonly number[] {
  const days = new Set([FIRST_DAY - 1])
  for (const change of changesOf(timezone)) {
    const day = Math.floor(change / DAY_MS)
    for (const near of [day - 1, day, day + 1, day + 2]) {
      if (near >= FIRST_DAY - 1 && near <= LAST_DAY + 1) days.add(near)
    }
  }
  return [...days].sort((a, b) => a - b)
}

/** The instants at which clocks of a zone change, from 1900 to 2299. */
export function* changesOf(timezone: string): Generator<number> {
  const first = Temporal.Instant.fromEpochMilliseconds(FIRST_INSTANT - 3 * DAY_MS)
  let change = first.toZonedDateTimeISO(timezone).getTimeZoneTransition('next')
  while (change !== null && change.epochMilliseconds <= LAST_INSTANT + 3 * DAY_MS) {
    yield change.epochMilliseconds
    change = change.getTimeZoneTransition('next')
  }
}
