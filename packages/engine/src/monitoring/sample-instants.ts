import {
  type CalendarUnit,
  epochDay,
  formatDate,
  formatInstant,
  localDate,
  parseInstant,
  yearMonthDay,
} from '@kindred/language'

/**
 * Regular instants from one to another, both ends in where they are met: the same time of day on every day, week,
 * month, quarter or year by the zone's clocks. A month without the day has its last one instead.
 *
 * @param most - How many at most; `undefined` is returned when there would be more.
 */
export function sampleInstants(
  from: number,
  to: number,
  every: CalendarUnit,
  timezone: string,
  most: number,
): readonly number[] | undefined {
  const instants: number[] = []
  for (let step = 0; ; step += 1) {
    const at = stepFrom(from, step, every, timezone)
    if (at > to) return instants
    if (instants.length === most) return undefined
    instants.push(at)
  }
}

/** The instant `steps` units after (before, when negative) another, at the same time by the zone's clocks. */
export function stepFrom(from: number, steps: number, every: CalendarUnit, timezone: string): number {
  const [, time = '00:00'] = formatInstant(from, timezone).split(' ')
  const day = moveDay(localDate(from, timezone), steps, every)
  return parseInstant(`${formatDate(day)}T${time}`, timezone) ?? from
}

function moveDay(day: number, steps: number, every: CalendarUnit): number {
  if (every === 'day') return day + steps
  if (every === 'week') return day + 7 * steps
  const months = every === 'month' ? steps : every === 'quarter' ? 3 * steps : 12 * steps
  const date = yearMonthDay(day)
  const lastOfMonth = epochDay(date.year, date.month + months + 1, 1) - 1
  return Math.min(epochDay(date.year, date.month + months, 1) + date.day - 1, lastOfMonth)
}
