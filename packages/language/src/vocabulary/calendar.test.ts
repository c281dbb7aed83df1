import { describe, expect, test } from 'vitest'
import {
  addUnits,
  ageInYears,
  anniversaryIn,
  formatDate,
  formatInstant,
  hasAnniversary,
  isTimezone,
  localDate,
  parseDate,
  parseInstant,
  startOfDay,
  startOfUnit,
} from './calendar.ts'

function day(text: string): number {
  const parsed = parseDate(text)
  if (parsed === undefined) throw new Error(`${text} is no day.`)
  return parsed
}

const HOUR = 3_600_000

describe('days', () => {
  test.each(['1900-01-01', '1970-01-01', '2000-02-29', '2026-11-21', '2299-12-31'])(
    '%s is written as read',
    text => {
      expect(formatDate(day(text))).toBe(text)
    },
  )

  test.each(['2026-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '21.11.2026', ''])(
    '%s is none',
    text => expect(parseDate(text)).toBeUndefined(),
  )
})

describe('the day of an instant', () => {
  test.each([
    ['Europe/Prague', '2026-03-29', 23],
    ['Europe/Prague', '2026-10-25', 25],
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Pacific/Auckland', '2026-04-05', 25],
    ['Pacific/Auckland', '2026-09-27', 23],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['America/Sao_Paulo', '2018-11-04', 23],
    ['Pacific/Apia', '2011-12-30', 0],
  ])('%s: %s has %d hours', (zone, text, hours) => {
    const start = startOfDay(day(text), zone)
    const end = startOfDay(day(text) + 1, zone)
    expect((end - start) / HOUR).toBe(hours)
    if (hours === 0) return
    expect(localDate(start, zone)).toBe(day(text))
    expect(localDate(start - 1, zone)).toBe(day(text) - 1)
    expect(localDate(end - 1, zone)).toBe(day(text))
  })

  test('a day that a zone left out holds no instant', () => {
    expect(localDate(startOfDay(day('2011-12-30'), 'Pacific/Apia'), 'Pacific/Apia')).toBe(day('2011-12-31'))
  })

  test('a day does not come back where clocks are put back across midnight', () => {
    // St. John's fell from 00:01 to 23:01 of the day before.
    const start = startOfDay(day('2006-10-29'), 'America/St_Johns')
    expect(localDate(start + 30 * 60_000, 'America/St_Johns')).toBe(day('2006-10-29'))
    expect(startOfDay(day('2006-10-30'), 'America/St_Johns') - start).toBe(25 * HOUR)
  })
})

describe('units', () => {
  test.each([
    ['week', 1, '2026-03-18', '2026-03-16'],
    ['week', 7, '2026-03-18', '2026-03-15'],
    ['week', 7, '2026-03-15', '2026-03-15'],
    ['week', 1, '1969-12-30', '1969-12-29'],
    ['month', 1, '2026-03-31', '2026-03-01'],
    ['quarter', 1, '2026-03-31', '2026-01-01'],
    ['quarter', 1, '2026-12-31', '2026-10-01'],
    ['year', 1, '2026-03-31', '2026-01-01'],
    ['day', 1, '2026-03-31', '2026-03-31'],
  ] as const)('the %s (from weekday %d) of %s begins on %s', (unit, weekStart, given, first) => {
    expect(formatDate(startOfUnit(day(given), unit, weekStart))).toBe(first)
  })

  test.each([
    ['month', -1, '2026-01-01', '2025-12-01'],
    ['month', -14, '2026-03-01', '2025-01-01'],
    ['quarter', -1, '2026-01-01', '2025-10-01'],
    ['year', 1, '2026-01-01', '2027-01-01'],
    ['week', -2, '2026-03-16', '2026-03-02'],
    ['day', -1, '2026-03-01', '2026-02-28'],
  ] as const)('%s %d from %s is %s', (unit, count, first, moved) => {
    expect(formatDate(addUnits(day(first), unit, count))).toBe(moved)
  })
})

describe('returns of a day', () => {
  test('29 February falls on 1 March in a common year', () => {
    expect(formatDate(anniversaryIn(day('2000-02-29'), 2026))).toBe('2026-03-01')
    expect(formatDate(anniversaryIn(day('2000-02-29'), 2028))).toBe('2028-02-29')
  })

  test.each([
    ['1990-03-18', '2026-03-17', 35],
    ['1990-03-18', '2026-03-18', 36],
    ['2000-02-29', '2026-02-28', 25],
    ['2000-02-29', '2026-03-01', 26],
    ['2000-02-29', '2028-02-29', 28],
    ['2026-03-18', '2026-03-18', 0],
    ['2026-03-19', '2026-03-18', -1],
    ['2027-03-18', '2026-03-18', -1],
  ])('whoever was born on %s is on %s %d years old', (birth, today, years) => {
    expect(ageInYears(day(birth), day(today))).toBe(years)
  })

  test.each([
    ['1990-12-31', '2026-12-28', '2027-01-03', true],
    ['1990-01-02', '2026-12-28', '2027-01-03', true],
    ['1990-01-04', '2026-12-28', '2027-01-03', false],
    ['2000-02-29', '2026-02-28', '2026-02-28', false],
    ['2000-02-29', '2026-03-01', '2026-03-01', true],
    ['2026-03-18', '2026-03-18', '2026-03-18', false],
    ['2026-03-18', '2026-03-18', '2027-03-18', true],
    ['2027-03-18', '2026-03-18', '2026-03-18', false],
  ])('%s returns between %s and %s: %s', (date, first, last, returns) => {
    expect(hasAnniversary(day(date), { firstDay: day(first), lastDay: day(last) })).toBe(returns)
  })
})

describe('instants', () => {
  test('are read on the clocks of a zone unless they bring an offset', () => {
    expect(parseInstant('2026-03-18T10:00', 'Europe/Prague')).toBe(Date.UTC(2026, 2, 18, 9))
    expect(parseInstant('2026-03-18T10:00Z', 'Europe/Prague')).toBe(Date.UTC(2026, 2, 18, 10))
    expect(parseInstant('2026-03-18T10:00:05.25-05:00', 'Europe/Prague')).toBe(
      Date.UTC(2026, 2, 18, 15, 0, 5, 250),
    )
  })

  test('that clocks skip are moved on, that come twice are the first', () => {
    expect(parseInstant('2026-03-29T02:30', 'Europe/Prague')).toBe(Date.UTC(2026, 2, 29, 1, 30))
    expect(parseInstant('2026-10-25T02:30', 'Europe/Prague')).toBe(Date.UTC(2026, 9, 25, 0, 30))
  })

  test('are written as the clocks show them', () => {
    expect(formatInstant(Date.UTC(2026, 2, 18, 9), 'Europe/Prague')).toBe('2026-03-18 10:00')
    expect(formatInstant(Date.UTC(2026, 2, 18, 9, 0, 1), 'Europe/Prague')).toBe('2026-03-18 10:00:01')
    expect(formatInstant(Date.UTC(2026, 2, 18, 9, 0, 0, 5), 'UTC')).toBe('2026-03-18 09:00:00.005')
  })
})

test('zones have names that the runtime knows', () => {
  expect(['Europe/Prague', 'UTC', 'America/New_York'].every(isTimezone)).toBe(true)
  expect(['Europe/Pragu', '+01:00', '', 'CET+1'].some(isTimezone)).toBe(false)
})
