/** The place of the last of ascending numbers that is not above x; the first where all are. */
function placeOf(at: Float64Array, x: number): number {
  let low = 0
  let high = at.length
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if ((at[middle] ?? Number.NaN) <= x) low = middle
    else high = middle
  }
  return low
}

/** The value of the last place that is not above x. NaN stays what it is. */
export function stepsBetween(at: Float64Array, values: Float64Array): (x: number) => number {
  return x => (Number.isNaN(x) ? x : (values[placeOf(at, x)] ?? Number.NaN))
}

/**
 * Straight lines between places, level beyond both ends. NaN stays what it is.
 *
 * @example
 * linesBetween(Float64Array.of(0, 10), Float64Array.of(0, 1))(5)   // 0.5
 */
export function linesBetween(at: Float64Array, values: Float64Array): (x: number) => number {
  const last = at.length - 1
  return x => {
    if (Number.isNaN(x)) return x
    const place = placeOf(at, x)
    const from = values[place] ?? Number.NaN
    const left = at[place] ?? Number.NaN
    if (place === last || x <= left) return from
    const [right = Number.NaN, to = Number.NaN] = [at[place + 1], values[place + 1]]
    return from + ((to - from) * (x - left)) / (right - left)
  }
}
