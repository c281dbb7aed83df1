/**
 * A quantile of sorted numbers, between neighbours in proportion (R's type 7, numpy's default).
 *
 * @param sorted - Ascending, at least one, no NaN.
 * @param share  - From 0 (the least) to 1 (the greatest).
 *
 * @example
 * quantile([1, 2, 3, 10], 0.5) // 2.5
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  return low + (high - low) * (place - below)
}
