/**
 * A part as a share of a whole, 0 to 1 (a value can be negative, and so can its share).
 *
 * @returns `undefined` where there is nothing to divide: either is unknown, or the whole is 0.
 */
export function shareOf(
  part: number | bigint | undefined,
  whole: number | bigint | undefined,
): number | undefined {
  if (part === undefined || whole === undefined) return undefined
  const divisor = Number(whole)
  return divisor === 0 ? undefined : Number(part) / divisor
}
