import type { Checked, InWindow } from '../ast/checked.ts'
import { resolveTriggerDays, resolveTriggerInstants } from '../ast/resolve-window.ts'
import { anniversaryIn, yearMonthDay, type Zone } from '../vocabulary/calendar.ts'
import type { Observation } from './observe.ts'

/**
 * How far a condition's value lies from its threshold, as a share of the threshold: 0 exactly on it. Undefined
 * where that has no measure: text, unknown values, a threshold of 0, days without a length.
 */
export function distanceOf(
  node: Checked,
  { observed, threshold }: Observation,
  asOf: number,
  zone: Zone,
): number | undefined {
  const value = observed?.value
  if (typeof value !== 'number' && typeof value !== 'bigint') return undefined
  if (node.kind === 'in_window') return distanceToWindow(node, Number(value), asOf, zone)
  const wanted = threshold?.value
  if (typeof wanted !== 'number' && typeof wanted !== 'bigint') return undefined
  // How far a day is from another is no share of the days since 1970.
  if (observed?.type === 'date' || observed?.type === 'instant') return undefined
  return share(Number(value) - Number(wanted), Number(wanted))
}

function share(difference: number, of: number): number | undefined {
  return of === 0 ? undefined : Math.abs(difference / of)
}

function distanceToWindow(node: InWindow, time: number, asOf: number, zone: Zone): number | undefined {
  if (node.value.type === 'instant') {
    const { after, until } = resolveTriggerInstants(node.window, asOf, zone)
    return share(outside(time, after + 1, until), until - after)
  }
  const { firstDay, lastDay } = resolveTriggerDays(node.window, asOf, zone)
  const days = node.anniversary ? returnsNear(time, firstDay, lastDay) : [time]
  const nearest = Math.min(...days.map(day => outside(day, firstDay, lastDay)))
  return Number.isFinite(nearest) ? share(nearest, lastDay - firstDay + 1) : undefined
}

function outside(time: number, first: number, last: number): number {
  return Math.max(first - time, time - last, 0)
}

/** The yearly returns of a date in the years of a window and the years beside it. */
function returnsNear(date: number, firstDay: number, lastDay: number): number[] {
  const from = Math.max(yearMonthDay(firstDay).year - 1, yearMonthDay(date).year + 1)
  const to = yearMonthDay(lastDay).year + 1
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => anniversaryIn(date, from + index))
}
