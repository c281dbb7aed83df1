import { durationMillis } from '../../ast/resolve-window.ts'
import type { CalendarUnit, Window } from '../../ast/window.ts'
import { addUnits, DAY_MS, localDate, startOfDay, startOfUnit, type Zone } from '../../vocabulary/calendar.ts'
import { NEVER } from './horizon.ts'

/** How long an event is in a window: at every evaluation with `enters <= asOf < leaves`. */
export interface Stay {
  /** Never before the event itself, which does not exist until then. */
  readonly enters: number
  readonly leaves: number
}

/**
 * When the events of a window come into it and leave it, by their instants. Neither ever falls as the instant
 * rises: the first event of a window is the first to leave.
 *
 * @example
 * stayIn({ kind: 'rolling', from: 90d, to: 0d }, zone)(at)   // { enters: at, leaves: at + 90 · 86_400_000 }
 */
export function stayIn(window: Window, zone: Zone): (at: number) => Stay {
  switch (window.kind) {
    case 'ever':
      return at => ({ enters: at, leaves: NEVER })
    case 'rolling': {
      const from = durationMillis(window.from)
      const to = durationMillis(window.to)
      return at => ({ enters: at + to, leaves: at + from })
    }
    case 'day':
      return window.of === 'today' ? stayThis('day', zone) : stayLast('day', 1, zone)
    case 'this':
      return stayThis(window.unit, zone)
    case 'last':
      return stayLast(window.unit, window.count, zone)
    // Both ends stand still: who is in stays, and who is not is never let in.
    case 'since':
      return stayBetween(window.date, NEVER, zone)
    case 'between':
      return stayBetween(window.from, window.to, zone)
  }
}

/** When the events of a window leave it, by their instants: what `stayIn` says, without the rest of it. */
export function leavesIn(window: Window, zone: Zone): (at: number) => number {
  if (window.kind === 'rolling') {
    const from = durationMillis(window.from)
    return at => at + from
  }
  const stay = stayIn(window, zone)
  return at => stay(at).leaves
}

function stayThis(unit: CalendarUnit, zone: Zone): (at: number) => Stay {
  return at => ({ enters: at, leaves: startOfDay(addUnits(unitOf(at, unit, zone), unit, 1), zone.timezone) })
}

function stayLast(unit: CalendarUnit, count: number, zone: Zone): (at: number) => Stay {
  return at => {
    const first = unitOf(at, unit, zone)
    return {
      enters: startOfDay(addUnits(first, unit, 1), zone.timezone),
      leaves: startOfDay(addUnits(first, unit, count + 1), zone.timezone),
    }
  }
}

function stayBetween(from: number, to: number, zone: Zone): (at: number) => Stay {
  return at => {
    const day = localDate(at, zone.timezone)
    return { enters: day >= from && day <= to ? at : NEVER, leaves: NEVER }
  }
}

function unitOf(at: number, unit: CalendarUnit, zone: Zone): number {
  return startOfUnit(localDate(at, zone.timezone), unit, zone.weekStart)
}

/** Days a unit has at the most. */
const LONGEST: Readonly<Record<CalendarUnit, number>> = { day: 1, week: 7, month: 31, quarter: 92, year: 366 }

/** Clocks put back and days that a zone skipped or had longer: never two days together. */
const SLACK_DAYS = 2

/**
 * How long after its instant an event can still be in a window, in milliseconds; of the calendar's windows that of the
 * longest. `Infinity` where it stays for ever.
 */
export function longestStay(window: Window): number {
  switch (window.kind) {
    case 'rolling':
      return durationMillis(window.from)
    case 'day':
      return (2 + SLACK_DAYS) * DAY_MS
    case 'this':
      return (LONGEST[window.unit] + SLACK_DAYS) * DAY_MS
    case 'last':
      return (LONGEST[window.unit] * (window.count + 1) + SLACK_DAYS) * DAY_MS
    case 'ever':
    case 'since':
    case 'between':
      return Number.POSITIVE_INFINITY
  }
}
