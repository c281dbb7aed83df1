/**
 * What a value becomes on straight lines between points, level beyond both ends.
 *
 * @param at - Ascending, as many as `values`, at least one.
 *
 * @example
 * onPoints([0, 10], [1, 2], 5) // 1.5
 */
export function onPoints(at: readonly number[], values: readonly number[], value: number): number {
  let low = 0
  let high = at.length - 1
  if (value <= at[low]!) return values[low]!
  if (value >= at[high]!) return values[high]!
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (at[middle]! <= value) low = middle
    else high = middle
  }
  const share = (value - at[low]!) / (at[high]! - at[low]!)
  return values[low]! + (values[high]! - values[low]!) * share
}
