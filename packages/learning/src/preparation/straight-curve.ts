/** A curve of straight lines between knots, level beyond both ends; knots ascend: [value, becomes]. */
export type Curve = readonly (readonly [number, number])[]

/**
 * sign(x) · log(1 + |x|) as straight lines between knots at which it is exact: powers of two less one, of both signs, as
 * far as values reach. In between it is at most 0.06 too small in size, 1 / ln 2 of the way from one knot to the next.
 *
 * @example
 * logarithmCurve(0, 3) // [[0, 0], [1, Math.LN2], [3, 2 * Math.LN2]]
 */
export function logarithmCurve(least: number, most: number): Curve {
  const knots: [number, number][] = [[0, 0]]
  for (let power = 1; most > knots.at(-1)![0]; power += 1) knots.push([2 ** power - 1, power * Math.LN2])
  for (let power = 1; least < knots[0]![0]; power += 1) knots.unshift([1 - 2 ** power, -power * Math.LN2])
  return within(knots, least, most)
}

/** Only the knots that lines between `least` and `most` stand on. */
function within(knots: readonly (readonly [number, number])[], least: number, most: number): Curve {
  const from = knots.findLastIndex(([value]) => value <= least)
  const to = knots.findIndex(([value]) => value >= most)
  return knots.slice(Math.max(0, from), to + 1)
}

/**
 * A curve with fewer knots: its ends, and one by one the knot that the lines so far are farthest from, until they are
 * nowhere farther than `error` or there are `most` knots.
 *
 * @example
 * withFewKnots([[0, 0], [1, 1], [2, 2], [3, 0]], { most: 3, error: 0 }) // [[0, 0], [2, 2], [3, 0]]
 */
export function withFewKnots(curve: Curve, limits: { readonly most: number; readonly error: number }): Curve {
  const chosen = [0, curve.length - 1]
  while (chosen.length < Math.min(limits.most, curve.length)) {
    const few = chosen.map(at => curve[at]!)
    const off = curve.map(([value, becomes]) => Math.abs(onCurve(few, value) - becomes))
    const worst = off.reduce((best, error, at) => (error > off[best]! ? at : best), 0)
    if (off[worst]! <= limits.error) break
    chosen.push(worst)
    chosen.sort((a, b) => a - b)
  }
  return [...new Set(chosen)].map(at => curve[at]!)
}

/**
 * What a value becomes on a curve.
 *
 * @example
 * onCurve([[0, 0], [10, 1]], 5) // 0.5
 */
export function onCurve(curve: Curve, value: number): number {
  let low = 0
  let high = curve.length - 1
  if (value <= curve[low]![0]) return curve[low]![1]
  if (value >= curve[high]![0]) return curve[high]![1]
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (curve[middle]![0] <= value) low = middle
    else high = middle
  }
  const [[left, from], [right, to]] = [curve[low]!, curve[high]!]
  return from + ((to - from) * (value - left)) / (right - left)
}
