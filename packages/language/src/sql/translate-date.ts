import { type DayRange, localDate, yearMonthDay } from '../vocabulary/calendar.ts'
import type { Fragment } from './fragment.ts'
import type { Translation } from './translation.ts'

/*
 * Days of the year are compared as month * 100 + day, days as year * 10000 + that: whole numbers in calendar
 * order, for which no calendar arithmetic is needed. The 29th of February is 229, and 301 in a common year.
 */
const LEAP_DAY = 229
const AFTER_LEAP_DAY = 301

/** Whole years from a date to today: the birthdays there have been. */
export function translateAge(date: Fragment, translation: Translation): Fragment {
  const { fragments } = translation
  const { year, month, day } = yearMonthDay(localDate(translation.asOf, translation.zone.timezone))
  const key = month * 100 + day
  const birthday = isLeap(year) ? dayOfYear(date, translation) : commonDayOfYear(date, translation)
  return fragments.strict(
    [`toFloat64(${year} - `, ` - (${key} < `, `))`],
    yearOf(date, translation),
    birthday,
  )
}

/** Whether a yearly return of a date, from its first on, falls on one of the days. */
export function anniversaryWithin(date: Fragment, days: DayRange, translation: Translation): Fragment {
  const { fragments } = translation
  const first = yearMonthDay(days.firstDay)
  const year = fragments.strict([`greatest(`, ` + 1, ${first.year})`], yearOf(date, translation))
  const here = returnIn(year, date, translation)
  const later = returnIn(fragments.strict`(${year} + 1)`, date, translation)
  const next = fragments.strict([`if(`, ` >= ${dayKey(days.firstDay)}, `, `, `, `)`], here, here, later)
  return fragments.strict([`(`, ` <= ${dayKey(days.lastDay)})`], next)
}

function returnIn(year: Fragment, date: Fragment, translation: Translation): Fragment {
  const { fragments } = translation
  const leap = fragments.strict`((${year} % 4 = 0 AND ${year} % 100 != 0) OR ${year} % 400 = 0)`
  const day = dayOfYear(date, translation)
  const common = commonDayOfYear(date, translation)
  return fragments.strict`(${year} * 10000 + if(${leap}, ${day}, ${common}))`
}

function yearOf(date: Fragment, { fragments }: Translation): Fragment {
  return fragments.strict`toInt32(toYear(toDate32(${date})))`
}

function dayOfYear(date: Fragment, { fragments }: Translation): Fragment {
  return fragments.strict`(toMonth(toDate32(${date})) * 100 + toDayOfMonth(toDate32(${date})))`
}

function commonDayOfYear(date: Fragment, translation: Translation): Fragment {
  const day = dayOfYear(date, translation)
  return translation.fragments.strict([`if(`, ` = ${LEAP_DAY}, ${AFTER_LEAP_DAY}, `, `)`], day, day)
}

function dayKey(epochDay: number): number {
  const { year, month, day } = yearMonthDay(epochDay)
  return year * 10_000 + month * 100 + day
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}
