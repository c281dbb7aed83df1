import { DAY_MS, localDate, startOfDay } from '../vocabulary/calendar.ts'
import type { SubjectEvent } from './subject.ts'

/** The mean number of days between one event and the next; unknown below two. Events are in order of time. */
export function averageGap(events: readonly SubjectEvent[]): number | undefined {
  const first = events[0]
  const last = events.at(-1)
  if (first === undefined || last === undefined || events.length < 2) return undefined
  return (last.at - first.at) / DAY_MS / (events.length - 1)
}

/** How many calendar days in a row, today being the last, have an event; 0 when today has none. */
export function streakUntil(asOf: number, events: readonly SubjectEvent[], timezone: string): number {
  const today = localDate(asOf, timezone)
  let days = 0
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index]
    if (event === undefined) break
    const day = localDate(event.at, timezone)
    if (day < today - days) break
    if (day === today - days) days += 1
  }
  return days
}

/** How many calendar days have an event. Events are in order of time. */
export function daysWithEvents(events: readonly SubjectEvent[], timezone: string): number {
  let days = 0
  let ends = Number.NEGATIVE_INFINITY
  for (const { at } of events) {
    if (at < ends) continue
    days += 1
    ends = endOfDay(at, timezone)
  }
  return days
}

/** The events on the calendar day of the first. Events are in order of time. */
export function onFirstDay(events: readonly SubjectEvent[], timezone: string): readonly SubjectEvent[] {
  const [first] = events
  if (first === undefined) return events
  const ends = endOfDay(first.at, timezone)
  const later = events.findIndex(({ at }) => at >= ends)
  return later < 0 ? events : events.slice(0, later)
}

/** The first instant of the day after that of an instant. */
function endOfDay(at: number, timezone: string): number {
  return startOfDay(localDate(at, timezone) + 1, timezone)
}
