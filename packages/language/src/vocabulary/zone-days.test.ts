import { describe, expect, test } from 'vitest'
import { DAY_MS, FIRST_INSTANT, LAST_INSTANT, localDate } from './calendar.ts'
import { type ZoneDays, zoneDays } from './zone-days.ts'

/** As the description of `zoneDays` says. */
function dayOf(at: number, { starts, shifts, lastDays }: ZoneDays): number {
  const stretch = starts.findLastIndex(start => start <= at)
  return Math.min(
    Math.floor((at - (shifts[stretch] ?? Number.NaN)) / DAY_MS),
    lastDays[stretch] ?? Number.NaN,
  )
}

/** Around each stretch's beginning, and here and there between. */
function instantsOf({ starts }: ZoneDays): readonly number[] {
  const near = [-1.5 * DAY_MS, -DAY_MS, -3_600_000, -1, 0, 1, 3_600_000, DAY_MS - 1, DAY_MS]
  const around = starts.flatMap(start => near.map(by => start + by))
  const between = Array.from(
    { length: 200 },
    (_, index) => FIRST_INSTANT + index * 731 * DAY_MS + index * 7_777_777,
  )
  return [...around, ...between, FIRST_INSTANT, LAST_INSTANT].filter(
    at => at >= FIRST_INSTANT && at <= LAST_INSTANT,
  )
}

describe('the days of a zone as stretches', () => {
  test('are one stretch where clocks never changed', () => {
    expect(zoneDays('UTC').shifts).toEqual([0])
  })

  test.each([
    'Europe/Prague',
    'America/New_York',
    'Pacific/Auckland',
    'Asia/Kathmandu',
    // Put their clocks back, or on, across midnight.
    'America/St_Johns',
    'America/Havana',
    'Asia/Beirut',
    'Africa/Cairo',
    // Skipped a day, and had one twice.
    'Pacific/Apia',
    'America/Juneau',
    'Africa/Casablanca',
    'Antarctica/Troll',
    'Africa/Monrovia',
  ])('are the calendar days of %s', timezone => {
    const days = zoneDays(timezone)
    const wrong = instantsOf(days).filter(at => dayOf(at, days) !== localDate(at, timezone))
    expect(wrong.map(at => new Date(at).toISOString())).toEqual([])
  })
})
