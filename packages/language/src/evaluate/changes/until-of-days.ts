import type { InWindow } from '../../ast/checked.ts'
import { durationDays, durationMillis, resolveTriggerDays } from '../../ast/resolve-window.ts'
import type { CalendarUnit, TriggerWindow } from '../../ast/window.ts'
import {
  addUnits,
  anniversaryIn,
  type DayRange,
  hasAnniversary,
  localDate,
  startOfDay,
  startOfUnit,
  yearMonthDay,
  type Zone,
} from '../../vocabulary/calendar.ts'
import { number } from '../held-value.ts'
import { NEVER } from './horizon.ts'
import type { Until, Watch } from './until.ts'

/** When a trigger date comes into its window or is past it: exact. */
export function untilOfInWindow(node: InWindow, watch: Watch): Until {
  const value = watch.compiler.value(node.value)
  const until = watch.until(node.value)
  const turn = turnOf(node, watch.zone)
  return run => {
    const found = value(run)
    return found === undefined ? until(run) : Math.min(until(run), turn(number(found), run.asOf))
  }
}

/** The first instant after `asOf` at which the answer for a standing date or instant is another. */
type Turn = (time: number, asOf: number) => number

function turnOf(node: InWindow, zone: Zone): Turn {
  if (node.value.type === 'instant') return turnOfInstant(node.window, zone)
  return node.anniversary ? turnOfAnniversary(node.window, zone) : turnOfDate(node.window, zone)
}

function turnOfInstant(window: TriggerWindow, zone: Zone): Turn {
  if (window.kind === 'next') {
    const length = durationMillis(window.duration)
    return (at, asOf) => edgeAfter(asOf, at - length, at)
  }
  if (window.kind === 'past') {
    const length = durationMillis(window.duration)
    return (at, asOf) => edgeAfter(asOf, at, at + length)
  }
  if (window.kind === 'since') {
    const start = startOfDay(window.date, zone.timezone)
    return (at, asOf) => (at >= start ? edgeAfter(asOf, at, NEVER) : NEVER)
  }
  const ofDay = turnOfDate(window, zone)
  return (at, asOf) => ofDay(localDate(at, zone.timezone), asOf)
}

/** The first of two edges that is still to come. */
function edgeAfter(asOf: number, from: number, to: number): number {
  if (asOf < from) return from
  return asOf < to ? to : NEVER
}

function turnOfDate(window: TriggerWindow, zone: Zone): Turn {
  const todays = todaysWith(window, zone)
  return (date, asOf) => {
    const days = todays(date)
    if (days === undefined) return NEVER
    const to = days.lastDay === NEVER ? NEVER : startOfDay(days.lastDay + 1, zone.timezone)
    return edgeAfter(asOf, startOfDay(days.firstDay, zone.timezone), to)
  }
}

/** On which days, taken as today, the window holds a date; undefined where that does not depend on the day. */
function todaysWith(window: TriggerWindow, { weekStart }: Zone): (date: number) => DayRange | undefined {
  switch (window.kind) {
    case 'next': {
      const days = durationDays(window.duration) ?? 1
      return date => ({ firstDay: date - days + 1, lastDay: date })
    }
    case 'past': {
      const days = durationDays(window.duration) ?? 1
      return date => ({ firstDay: date, lastDay: date + days - 1 })
    }
    case 'day': {
      const later = window.of === 'today' ? 0 : 1
      return date => ({ firstDay: date + later, lastDay: date + later })
    }
    case 'this':
      return date => unitsAfter(date, window.unit, 0, 1, weekStart)
    case 'last':
      return date => unitsAfter(date, window.unit, 1, window.count + 1, weekStart)
    case 'since':
      return date => (date >= window.date ? { firstDay: date, lastDay: NEVER } : undefined)
    case 'between':
      return () => undefined
  }
}

/** From so many units after the one a day is in until before so many. */
function unitsAfter(day: number, unit: CalendarUnit, from: number, to: number, weekStart: number): DayRange {
  const first = startOfUnit(day, unit, weekStart)
  return { firstDay: addUnits(first, unit, from), lastDay: addUnits(first, unit, to) - 1 }
}

/** A day that returns each year: the edges around every return near enough to matter are tried in order. */
function turnOfAnniversary(window: TriggerWindow, zone: Zone): Turn {
  const todays = todaysWith(window, zone)
  return (date, asOf) => {
    const today = localDate(asOf, zone.timezone)
    const holds = (at: number): boolean => hasAnniversary(date, resolveTriggerDays(window, at, zone))
    const before = holds(asOf)
    const edges = returnsNear(date, today, window).flatMap(day => edgesOf(todays(day), zone))
    const later = edges.filter(at => at > asOf).sort((a, b) => a - b)
    return later.find(at => holds(at) !== before) ?? NEVER
  }
}

function edgesOf(days: DayRange | undefined, { timezone }: Zone): readonly number[] {
  if (days === undefined) return []
  const first = startOfDay(days.firstDay, timezone)
  return days.lastDay === NEVER ? [first] : [first, startOfDay(days.lastDay + 1, timezone)]
}

/** The returns that can be in the window today or next: those of some years to either side. */
function returnsNear(date: number, today: number, window: TriggerWindow): readonly number[] {
  const { year } = yearMonthDay(today)
  const reach = yearsOf(window) + 2
  const born = yearMonthDay(date).year + 1
  const from =
    window.kind === 'since' ? Math.max(born, yearMonthDay(window.date).year) : Math.max(born, year - reach)
  const to = Math.max(from, year) + reach
  return Array.from({ length: to - from + 1 }, (_, index) => anniversaryIn(date, from + index))
}

const YEARS: Readonly<Record<CalendarUnit, number>> = {
  day: 1 / 365,
  week: 1 / 52,
  month: 1 / 12,
  quarter: 1 / 4,
  year: 1,
}

/** How many years long a window is at most. */
function yearsOf(window: TriggerWindow): number {
  if (window.kind === 'next' || window.kind === 'past')
    return Math.ceil((durationDays(window.duration) ?? 1) / 365)
  if (window.kind === 'last') return Math.ceil(window.count * YEARS[window.unit]) + 1
  return 1
}
