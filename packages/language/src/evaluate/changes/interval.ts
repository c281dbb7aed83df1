import type { Bounds } from './enclosure.ts'

/** Of its own size, how far out of order neighbouring results can be of what rises but for rounding. */
const SLACK = 1e-13

/** The bounds of either. */
export function hullOf(a: Bounds, b: Bounds): Bounds {
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) }
}

export function scaled({ low, high }: Bounds, factor: number): Bounds {
  return factor < 0 ? { low: high * factor, high: low * factor } : { low: low * factor, high: high * factor }
}

/** What a rising (or falling) function makes of bounds. One value stays one. */
export function throughRising({ low, high }: Bounds, of: (x: number) => number, falls = false): Bounds {
  const [a, b] = [of(low), of(high)]
  return low === high ? { low: a, high: a } : widened(falls ? { low: b, high: a } : { low: a, high: b })
}

/** What a curve between `knots` makes of bounds: it has its extremes at their ends, or at a knot between them. */
export function throughCurve(
  { low, high }: Bounds,
  of: (x: number) => number,
  knots: readonly number[],
): Bounds {
  const values = [low, high, ...knots.filter(knot => knot > low && knot <= high)].map(of)
  // A step is level up to the next knot; only between knots that lines join are digits lost.
  const found = { low: Math.min(...values), high: Math.max(...values) }
  return found.low === found.high ? found : widened(found)
}

export function widened({ low, high }: Bounds): Bounds {
  const slack = Math.max(Math.abs(low), Math.abs(high)) * SLACK
  return { low: low - slack, high: high + slack }
}
