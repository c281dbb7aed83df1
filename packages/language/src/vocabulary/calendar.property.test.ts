import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FIRST_DAY, LAST_DAY, localDate, startOfDay } from './calendar.ts'

const zones = fc.constantFrom(
  'UTC',
  'Europe/Prague',
  'America/New_York',
  'Pacific/Auckland',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Africa/Casablanca',
)

test('an instant lies within its day, and days follow each other without a gap', () => {
  fc.assert(
    fc.property(
      zones,
      fc.integer({ min: FIRST_DAY, max: LAST_DAY }),
      fc.nat(86_399_999),
      (zone, day, within) => {
        const at = day * 86_400_000 + within
        const found = localDate(at, zone)
        expect(startOfDay(found, zone)).toBeLessThanOrEqual(at)
        expect(startOfDay(found + 1, zone)).toBeGreaterThan(at)
        expect(startOfDay(day, zone)).toBeLessThanOrEqual(startOfDay(day + 1, zone))
      },
    ),
    { numRuns: 3_000 },
  )
})

test('away from midnight the day is the one that Intl shows', () => {
  fc.assert(
    fc.property(zones, fc.integer({ min: 0, max: 29_000 }), (zone, day) => {
      const noon = startOfDay(day, zone) + 12 * 3_600_000
      const shown = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(noon)
      const found = new Date(localDate(noon, zone) * 86_400_000).toISOString().slice(0, 10)
      expect(found).toBe(shown)
    }),
    { numRuns: 500 },
  )
})
