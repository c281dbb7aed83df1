import {
  addUnits,
  DAY_MS,
  type DayRange,
  localDate,
  startOfDay,
  startOfUnit,
  type Zone,
} from '../vocabulary/calendar.ts'
import type { Duration, TriggerWindow, Window } from './window.ts'

/** An event counts when `after < at <= until`. Whole UTC milliseconds. */
export interface InstantRange {
  readonly after: number
  readonly until: number
}

type CalendarWindow = Exclude<Window, { kind: 'ever' } | { kind: 'rolling' }>

const UNIT_MS: Readonly<Record<Duration['unit'], number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: DAY_MS,
  w: 7 * DAY_MS,
}

/** How long a duration is, in milliseconds. A day is 24 hours. */
export function durationMillis(duration: Duration): number {
  return duration.amount * UNIT_MS[duration.unit]
}

/** The whole days of a duration, or undefined when it has a part of one. */
export function durationDays(duration: Duration): number | undefined {
  const days = durationMillis(duration) / DAY_MS
  return Number.isInteger(days) ? days : undefined
}

/**
 * The instants of a window as seen at `asOf`. Never reaches beyond `asOf`: what comes later does not exist.
 *
 * @param asOf - UTC milliseconds.
 * @returns `after < at <= until`; `after` is the smallest safe integer where the window has no beginning.
 *          A window that has not begun yet is empty: `until <= after`.
 *
 * @example
 * resolveWindow({ kind: 'rolling', from: { amount: 90, unit: 'd' }, to: { amount: 0, unit: 'd' } }, asOf, zone)
 * // { after: asOf - 90 * 86_400_000, until: asOf }
 */
export function resolveWindow(window: Window, asOf: number, zone: Zone): InstantRange {
  if (window.kind === 'ever') return { after: Number.MIN_SAFE_INTEGER, until: asOf }
  if (window.kind === 'rolling') {
    return { after: asOf - durationMillis(window.from), until: asOf - durationMillis(window.to) }
  }
  const { after, until } = instantsOf(daysOf(window, localDate(asOf, zone.timezone), zone), zone)
  return { after, until: Math.min(until, asOf) }
}

/**
 * The days of a trigger window as seen at `asOf`, both ends in. `in next 7d` is seven days, today being the
 * first; `in last 7d` is seven days, today being the last. Weeks, months, quarters and years are whole: the days
 * of this month that are to come are in it. `since` ends today.
 *
 * @throws RangeError when a duration is not of whole days; checking refuses such a window on a date.
 */
export function resolveTriggerDays(window: TriggerWindow, asOf: number, zone: Zone): DayRange {
  const today = localDate(asOf, zone.timezone)
  if (window.kind === 'next') return { firstDay: today, lastDay: today + wholeDays(window.duration) - 1 }
  if (window.kind === 'past') return { firstDay: today - wholeDays(window.duration) + 1, lastDay: today }
  return daysOf(window, today, zone)
}

/** The instants of a trigger window: `in next 1h` is `asOf < t <= asOf + 1h`, a calendar window its whole days. */
export function resolveTriggerInstants(window: TriggerWindow, asOf: number, zone: Zone): InstantRange {
  if (window.kind === 'next') return { after: asOf, until: asOf + durationMillis(window.duration) }
  if (window.kind === 'past') return { after: asOf - durationMillis(window.duration), until: asOf }
  const range = instantsOf(daysOf(window, localDate(asOf, zone.timezone), zone), zone)
  return window.kind === 'since' ? { after: range.after, until: asOf } : range
}

function wholeDays(duration: Duration): number {
  const days = durationDays(duration)
  if (days === undefined)
    throw new RangeError(`${duration.amount}${duration.unit} is not a number of whole days.`)
  return days
}

function daysOf(window: CalendarWindow, today: number, zone: Zone): DayRange {
  switch (window.kind) {
    case 'day':
      return window.of === 'today' ? oneDay(today) : oneDay(today - 1)
    case 'this': {
      const first = startOfUnit(today, window.unit, zone.weekStart)
      return { firstDay: first, lastDay: addUnits(first, window.unit, 1) - 1 }
    }
    case 'last': {
      const first = startOfUnit(today, window.unit, zone.weekStart)
      return { firstDay: addUnits(first, window.unit, -window.count), lastDay: first - 1 }
    }
    case 'since':
      return { firstDay: window.date, lastDay: today }
    case 'between':
      return { firstDay: window.from, lastDay: window.to }
  }
}

function oneDay(day: number): DayRange {
  return { firstDay: day, lastDay: day }
}

/** From the last millisecond before the first day to the last millisecond of the last. */
function instantsOf(days: DayRange, zone: Zone): InstantRange {
  return {
    after: startOfDay(days.firstDay, zone.timezone) - 1,
    until: startOfDay(days.lastDay + 1, zone.timezone) - 1,
  }
}
