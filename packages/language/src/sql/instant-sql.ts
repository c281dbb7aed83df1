import { FIRST_INSTANT, LAST_INSTANT } from '../vocabulary/calendar.ts'
import type { Parameters } from './parameters.ts'

/** A constant of the type `at` has, so that nothing is converted for each event; none lies beyond its ends. */
export function instantSql(parameters: Parameters, at: number): string {
  const within = Math.min(Math.max(at, FIRST_INSTANT - 1), LAST_INSTANT)
  return `fromUnixTimestamp64Milli(${parameters.bind('Int64', within)}, 'UTC')`
}
