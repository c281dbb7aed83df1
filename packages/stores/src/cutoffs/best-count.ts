import type { Tiers } from '@kindred/language'

/** Shares are taken to this many parts, so that 7 % of 100 is 7 and not 7.000000000000001. */
const SHARE_SCALE = 1_000_000_000n

/** A share between 0 and 1 in whole billionths. */
export function shareParts(share: number): bigint {
  return BigInt(Math.round(share * Number(SHARE_SCALE)))
}

/**
 * How many of `customers` are the best `share`: the smallest number that is not less than the share.
 * So of three customers the best 20 % is one, and never nobody.
 *
 * @example bestCount(0.2, 3) // 1
 * @example bestCount(0.07, 100) // 7
 */
export function bestCount(share: number, customers: number): number {
  const parts = shareParts(share) * BigInt(customers)
  return Number((parts + SHARE_SCALE - 1n) / SHARE_SCALE)
}

/** How many of `customers` the best `top` are: a share of them, or a number that cannot be more than there are. */
export function bestOf(method: Tiers['method'], top: number, customers: number): number {
  return method === 'count' ? Math.min(top, customers) : bestCount(top, customers)
}

/**
 * How many of `customers` have the best `score` of `quantiles` or a better one: the first is 1 of 5, then 2 of 5 …
 *
 * @example bestOfQuantiles(1, 5, 12) // 3
 */
export function bestOfQuantiles(nth: number, quantiles: number, customers: number): number {
  return Math.ceil((nth * customers) / quantiles)
}

/** Whether a part of a sum has reached the share of it; both in the same whole units, never rounded. */
export function reachesShare(part: bigint, share: number, whole: bigint): boolean {
  return part * SHARE_SCALE >= shareParts(share) * whole
}
