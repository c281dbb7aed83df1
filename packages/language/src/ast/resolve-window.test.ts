import { describe, expect, test } from 'vitest'
import { formatDate, formatInstant, localDate, parseDate, parseInstant } from '../vocabulary/calendar.ts'
import {
  durationDays,
  durationMillis,
  resolveTriggerDays,
  resolveTriggerInstants,
  resolveWindow,
} from './resolve-window.ts'
import type { CalendarUnit, TriggerWindow, Window } from './window.ts'

const prague = { timezone: 'Europe/Prague', weekStart: 1 }
const DAY = 86_400_000

function instant(text: string): number {
  return parseInstant(text, prague.timezone) ?? Number.NaN
}

function day(text: string): number {
  return parseDate(text) ?? Number.NaN
}

/** From the first to the last instant of a window, as the clocks of Prague show them. */
function shown(window: Window, asOf: string): string {
  const { after, until } = resolveWindow(window, instant(asOf), prague)
  return `${formatInstant(after + 1, prague.timezone)} – ${formatInstant(until, prague.timezone)}`
}

const d = (amount: number) => ({ amount, unit: 'd' }) as const

describe('durations', () => {
  test.each([
    [{ amount: 90, unit: 's' }, 90_000],
    [{ amount: 30, unit: 'm' }, 1_800_000],
    [{ amount: 24, unit: 'h' }, DAY],
    [{ amount: 12, unit: 'w' }, 84 * DAY],
  ] as const)('%j', (duration, millis) => expect(durationMillis(duration)).toBe(millis))

  test('have a number of days only when these are whole', () => {
    expect(durationDays({ amount: 48, unit: 'h' })).toBe(2)
    expect(durationDays({ amount: 36, unit: 'h' })).toBeUndefined()
  })
})

describe('a window over events', () => {
  const asOf = instant('2026-03-31T12:00')

  test('that rolls is half-open, and a day of it has 24 hours across a change of clocks', () => {
    const window: Window = { kind: 'rolling', from: d(7), to: d(0) }
    expect(resolveWindow(window, asOf, prague)).toEqual({ after: asOf - 7 * DAY, until: asOf })
    const earlier: Window = { kind: 'rolling', from: d(60), to: d(30) }
    expect(resolveWindow(earlier, asOf, prague)).toEqual({ after: asOf - 60 * DAY, until: asOf - 30 * DAY })
  })

  test('without an end is ever', () => {
    expect(resolveWindow({ kind: 'ever' }, asOf, prague)).toEqual({
      after: Number.MIN_SAFE_INTEGER,
      until: asOf,
    })
  })

  const of = (unit: CalendarUnit, count: number): Window => ({ kind: 'last', unit, count })
  const current = (unit: CalendarUnit): Window => ({ kind: 'this', unit })

  test.each<[Window, string]>([
    [{ kind: 'day', of: 'today' }, '2026-03-31 00:00 – 2026-03-31 12:00'],
    [{ kind: 'day', of: 'yesterday' }, '2026-03-30 00:00 – 2026-03-30 23:59:59.999'],
    [current('week'), '2026-03-30 00:00 – 2026-03-31 12:00'],
    [of('week', 1), '2026-03-23 00:00 – 2026-03-29 23:59:59.999'],
    [current('month'), '2026-03-01 00:00 – 2026-03-31 12:00'],
    [of('month', 1), '2026-02-01 00:00 – 2026-02-28 23:59:59.999'],
    [of('month', 3), '2025-12-01 00:00 – 2026-02-28 23:59:59.999'],
    [current('quarter'), '2026-01-01 00:00 – 2026-03-31 12:00'],
    [of('quarter', 1), '2025-10-01 00:00 – 2025-12-31 23:59:59.999'],
    [current('year'), '2026-01-01 00:00 – 2026-03-31 12:00'],
    [of('year', 1), '2025-01-01 00:00 – 2025-12-31 23:59:59.999'],
    [of('day', 3), '2026-03-28 00:00 – 2026-03-30 23:59:59.999'],
    [{ kind: 'since', date: day('2026-03-29') }, '2026-03-29 00:00 – 2026-03-31 12:00'],
    [
      { kind: 'between', from: day('2026-03-29'), to: day('2026-03-29') },
      '2026-03-29 00:00 – 2026-03-29 23:59:59.999',
    ],
    [
      { kind: 'between', from: day('2026-03-29'), to: day('2026-04-30') },
      '2026-03-29 00:00 – 2026-03-31 12:00',
    ],
  ])('%j', (window, expected) => expect(shown(window, '2026-03-31T12:00')).toBe(expected))

  test('that begins later is empty', () => {
    const { after, until } = resolveWindow({ kind: 'since', date: day('2026-04-01') }, asOf, prague)
    expect(until).toBeLessThanOrEqual(after)
  })

  test('of yesterday after the clocks went forward has 23 hours', () => {
    const { after, until } = resolveWindow(
      { kind: 'day', of: 'yesterday' },
      instant('2026-03-30T08:00'),
      prague,
    )
    expect((until - after) / 3_600_000).toBe(23)
  })

  test('of this week follows the day on which a week starts', () => {
    const sunday = { ...prague, weekStart: 7 }
    const { after } = resolveWindow(current('week'), asOf, sunday)
    expect(formatDate(localDate(after + 1, prague.timezone))).toBe('2026-03-29')
  })
})

describe('a window that a date is looked for in', () => {
  const asOf = instant('2026-03-31T12:00')

  test.each<[TriggerWindow, string, string]>([
    [{ kind: 'next', duration: d(1) }, '2026-03-31', '2026-03-31'],
    [{ kind: 'next', duration: d(7) }, '2026-03-31', '2026-04-06'],
    [{ kind: 'past', duration: d(7) }, '2026-03-25', '2026-03-31'],
    [{ kind: 'this', unit: 'week' }, '2026-03-30', '2026-04-05'],
    [{ kind: 'this', unit: 'year' }, '2026-01-01', '2026-12-31'],
    [{ kind: 'last', unit: 'month', count: 2 }, '2026-01-01', '2026-02-28'],
    [{ kind: 'since', date: day('2026-01-05') }, '2026-01-05', '2026-03-31'],
    [{ kind: 'between', from: day('2026-06-01'), to: day('2026-06-30') }, '2026-06-01', '2026-06-30'],
  ])('%j', (window, first, last) => {
    const { firstDay, lastDay } = resolveTriggerDays(window, asOf, prague)
    expect([formatDate(firstDay), formatDate(lastDay)]).toEqual([first, last])
  })

  test('has whole days only', () => {
    expect(() =>
      resolveTriggerDays({ kind: 'next', duration: { amount: 1, unit: 'h' } }, asOf, prague),
    ).toThrow('1h')
  })
})

describe('a window that an instant is looked for in', () => {
  const asOf = instant('2026-03-31T12:00')

  test('lies right before or after the instant of the evaluation', () => {
    expect(resolveTriggerInstants({ kind: 'next', duration: d(1) }, asOf, prague)).toEqual({
      after: asOf,
      until: asOf + DAY,
    })
    expect(resolveTriggerInstants({ kind: 'past', duration: d(1) }, asOf, prague)).toEqual({
      after: asOf - DAY,
      until: asOf,
    })
  })

  test('is whole calendar days, those to come included, save that since ends now', () => {
    expect(resolveTriggerInstants({ kind: 'this', unit: 'day' }, asOf, prague)).toEqual({
      after: instant('2026-03-31T00:00') - 1,
      until: instant('2026-04-01T00:00') - 1,
    })
    expect(resolveTriggerInstants({ kind: 'since', date: day('2026-03-30') }, asOf, prague)).toEqual({
      after: instant('2026-03-30T00:00') - 1,
      until: asOf,
    })
  })
})
