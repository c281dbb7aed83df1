import { Temporal } from 'temporal-polyfill'
import type { CalendarUnit } from '../ast/window.ts'

export const DAY_MS = 86_400_000

/** The first and last calendar day an expression may name: what every store can hold. */
export const FIRST_DAY = -25_567
export const LAST_DAY = 120_529

/** The first and last instant that every store can hold: those days, in UTC. */
export const FIRST_INSTANT = FIRST_DAY * DAY_MS
export const LAST_INSTANT = (LAST_DAY + 1) * DAY_MS - 1

/** Where calendar words take their meaning from: the workspace's time zone and first day of the week. */
export interface Zone {
  /** IANA name. */
  readonly timezone: string
  /** ISO weekday: 1 Monday … 7 Sunday. */
  readonly weekStart: number
}

/** The days of a stretch, both ends in, as days since 1970-01-01. */
export interface DayRange {
  readonly firstDay: number
  readonly lastDay: number
}

interface YearMonthDay {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
}

/** Starts of days already asked for, by zone: a zone's rules are slow to evaluate and its days are few. */
const knownStarts = new Map<string, Map<number, number>>()

/** Whether `timezone` is a named zone this runtime knows (`Europe/Prague`, `UTC`); a bare offset is not. */
export function isTimezone(timezone: string): boolean {
  if (!/^[A-Za-z]/.test(timezone)) return false
  try {
    Temporal.PlainDate.from('2000-01-01').toZonedDateTime(timezone)
    return true
  } catch {
    return false
  }
}

/**
 * The first instant of a calendar day in a time zone: midnight, or what follows when midnight is skipped.
 *
 * @param epochDay - Days since 1970-01-01.
 * @returns UTC milliseconds. A day that a zone skipped whole starts when the next one does.
 * @throws RangeError when the runtime does not know the zone.
 *
 * @example
 * startOfDay(20_541, 'Europe/Prague')   // Date.UTC(2026, 2, 28, 23): 29 March 2026 begins at 00:00 +01:00
 */
export function startOfDay(epochDay: number, timezone: string): number {
  const starts = startsIn(timezone)
  const known = starts.get(epochDay)
  if (known !== undefined) return known
  const start = firstInstantOf(epochDay, timezone)
  starts.set(epochDay, start)
  return start
}

function startsIn(timezone: string): Map<number, number> {
  const known = knownStarts.get(timezone)
  if (known !== undefined) return known
  const starts = new Map<number, number>()
  knownStarts.set(timezone, starts)
  return starts
}

function firstInstantOf(epochDay: number, timezone: string): number {
  const { year, month, day } = yearMonthDay(epochDay)
  return new Temporal.PlainDate(year, month, day).toZonedDateTime(timezone).epochMilliseconds
}

/**
 * The calendar day of an instant in a time zone. A day is all the time from its first instant to the first
 * instant of the next, so that days neither overlap nor repeat, even where clocks are put back across midnight.
 *
 * @param at - UTC milliseconds.
 * @returns Days since 1970-01-01.
 *
 * @example
 * localDate(Date.UTC(2026, 0, 1, 23, 30), 'Europe/Prague')   // the day of 2026-01-02
 */
export function localDate(at: number, timezone: string): number {
  let day = Math.floor(at / DAY_MS)
  while (startOfDay(day, timezone) > at) day -= 1
  while (startOfDay(day + 1, timezone) <= at) day += 1
  return day
}

/** The year, month (1–12) and day of a day since 1970-01-01, in the proleptic Gregorian calendar. */
export function yearMonthDay(epochDay: number): YearMonthDay {
  const date = new Date(epochDay * DAY_MS)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** Days since 1970-01-01; a month or day beyond its range runs over into the next, as 2026-13-01 into 2027. */
export function epochDay(year: number, month: number, day: number): number {
  return Math.round(new Date(0).setUTCFullYear(year, month - 1, day) / DAY_MS)
}

/** Reads `2026-11-21`; undefined when it is not a day of the calendar (2026-02-30). */
export function parseDate(text: string): number | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (parts === null) return undefined
  const day = epochDay(Number(parts[1]), Number(parts[2]), Number(parts[3]))
  return formatDate(day) === text ? day : undefined
}

/** Writes a day since 1970-01-01 as `2026-11-21`. */
export function formatDate(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, -14)
}

/**
 * Reads `2026-11-21T10:30`, with or without seconds and thousandths, in the given zone, or with `Z` or an
 * offset of its own. A local time that the clocks skip is moved forward; one that comes twice is the first.
 *
 * @returns UTC milliseconds; undefined when it is not an instant.
 */
export function parseInstant(text: string, timezone: string): number | undefined {
  try {
    if (/(Z|[+-]\d{2}:\d{2})$/.test(text)) return Temporal.Instant.from(text).epochMilliseconds
    return Temporal.PlainDateTime.from(text).toZonedDateTime(timezone).epochMilliseconds
  } catch {
    return undefined
  }
}

/** Writes an instant as the clocks of a zone show it: `2026-11-21 10:30`, with seconds where they are not zero. */
export function formatInstant(at: number, timezone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDateTime()
  const text = local.toString().replace('T', ' ')
  return text.endsWith(':00') && text.length === 19 ? text.slice(0, -3) : text
}

/** The first day of the week, month, quarter or year that holds a day. */
export function startOfUnit(day: number, unit: CalendarUnit, weekStart: number): number {
  if (unit === 'day') return day
  if (unit === 'week') return day - ((isoWeekday(day) - weekStart + 7) % 7)
  const { year, month } = yearMonthDay(day)
  if (unit === 'month') return epochDay(year, month, 1)
  if (unit === 'quarter') return epochDay(year, month - ((month - 1) % 3), 1)
  return epochDay(year, 1, 1)
}

/** Moves the first day of a unit by whole units, forward or back. */
export function addUnits(firstDay: number, unit: CalendarUnit, count: number): number {
  if (unit === 'day') return firstDay + count
  if (unit === 'week') return firstDay + 7 * count
  const { year, month } = yearMonthDay(firstDay)
  const months = unit === 'month' ? 1 : unit === 'quarter' ? 3 : 12
  return epochDay(year, month + months * count, 1)
}

/** Whether a day is one that an expression may name. */
export function isNameableDay(day: number): boolean {
  return day >= FIRST_DAY && day <= LAST_DAY
}

/** 1 Monday … 7 Sunday. 1970-01-01 was a Thursday. */
function isoWeekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** The day on which a date returns in a year: 29 February falls on 1 March in a common year. */
export function anniversaryIn(date: number, year: number): number {
  const { month, day } = yearMonthDay(date)
  return epochDay(year, month, day)
}

/** Whether a yearly return of a date, from its first on, falls on one of the days. The date itself is none. */
export function hasAnniversary(date: number, days: DayRange): boolean {
  const firstYear = Math.max(yearMonthDay(date).year + 1, yearMonthDay(days.firstDay).year)
  const inFirstYear = anniversaryIn(date, firstYear)
  const next = inFirstYear >= days.firstDay ? inFirstYear : anniversaryIn(date, firstYear + 1)
  return next <= days.lastDay
}

/** Whole years from a date to a day: the birthdays there have been. Negative for a date to come. */
export function ageInYears(date: number, today: number): number {
  const { year } = yearMonthDay(today)
  const years = year - yearMonthDay(date).year
  return today < anniversaryIn(date, year) ? years - 1 : years
}
