import type { ShopCustomer } from '../demo/shop-customer.ts'

const DAY = 86_400_000
const WEEK = 7 * DAY

/**
 * What a made-up customer is drawn to spend from one instant to another, on average over all that chance could make of it:
 * her rate while she buys, by the demand of each day, times the mean of her amounts (log-normal). In EUR.
 */
export function spendToCome({ type, rate, diedAt }: ShopCustomer, from: number, to: number): number {
  const { median, spread } = type.amount
  const until = Math.min(diedAt, to)
  let weeks = 0
  for (let at = from; at < until; at += DAY) {
    const demand = type.season[new Date(at).getUTCMonth()] ?? 1
    weeks += (demand * Math.min(DAY, until - at)) / WEEK
  }
  return rate * weeks * median * Math.exp(spread ** 2 / 2)
}
