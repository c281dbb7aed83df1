import { localDate, startOfDay, type Zone } from '../../vocabulary/calendar.ts'
import type { Run } from '../run.ts'

/** When tomorrow begins, in the workspace's zone. */
export function nextMidnight({ asOf }: Run, { timezone }: Zone): number {
  let day = localDate(asOf, timezone) + 1
  // A day that a zone skipped begins with the next one, and never is.
  while (startOfDay(day, timezone) <= asOf) day += 1
  return startOfDay(day, timezone)
}
