import { localDate } from '@kindred/language'
import type { Movement } from '../ports/warehouse.ts'
import type { Refresh } from '../records/refresh.ts'
import { type HistoryPoint, pointOf } from './history-point.ts'

/**
 * The history of one segment as refreshes recorded it, a point a calendar day on which one ran: the size at the last
 * refresh of the day, and all who entered and left in the course of it. Oldest first.
 *
 * @param refreshes - Published ones, in any order.
 */
export function recordedHistory(
  segment: string,
  refreshes: readonly Refresh[],
  movements: readonly Movement[],
  timezone: string,
): readonly HistoryPoint[] {
  const moved = new Map(movements.map(movement => [movement.day, movement]))
  return lastOfEachDay(refreshes, timezone).flatMap(({ day, refresh }) => {
    const result = refresh.results.find(each => each.kind === 'segment' && each.id === segment)
    if (result === undefined || result.failure !== undefined) return []
    const { entered = 0, left = 0 } = moved.get(day) ?? {}
    return [pointOf(refresh, result, { day, entered, left })]
  })
}

function lastOfEachDay(
  refreshes: readonly Refresh[],
  timezone: string,
): readonly { readonly day: number; readonly refresh: Refresh }[] {
  const days = new Map<number, Refresh>()
  for (const refresh of [...refreshes].sort((a, b) => a.asOf - b.asOf || a.id - b.id)) {
    days.set(localDate(refresh.asOf, timezone), refresh)
  }
  return [...days].map(([day, refresh]) => ({ day, refresh }))
}
