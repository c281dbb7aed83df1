import { LAST_INSTANT } from '../../vocabulary/calendar.ts'

/** What lies beyond no store can hold, and no timer will be set for: a change there is none. */
export const HORIZON = LAST_INSTANT

/** Nothing will change by itself. */
export const NEVER = Number.POSITIVE_INFINITY

/**
 * The first instant at which something is no longer certain, by halving: certainty over a stretch implies it over
 * every shorter one.
 *
 * @param asOf - Certain there, whatever `certain` would say.
 * @param end - Not looked at or beyond; given back when all before it is certain.
 * @param bound - Given back when all up to it is certain: what comes later need not be told apart.
 * @param certain - Whether it is certain from `asOf` until that instant, both in.
 */
export function certainUntil(
  asOf: number,
  end: number,
  bound: number,
  certain: (until: number) => boolean,
): number {
  if (bound < end && bound <= HORIZON && certain(bound)) return bound
  let low = asOf
  let high = Math.min(end, HORIZON + 1)
  if (high - low <= 1) return end
  if (certain(high - 1)) return end
  high -= 1
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2)
    if (certain(middle)) low = middle
    else high = middle
  }
  return high
}
