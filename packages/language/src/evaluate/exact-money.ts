import { MONEY_SCALE } from '../vocabulary/value.ts'

/** Whole ten-thousandths, in the one form each amount has: a `number` while it is safe, a `bigint` beyond. */
export type Money = number | bigint

/** The one form of an amount, so that `===` compares amounts. */
export function money(tenThousandths: bigint): Money {
  const near = Number(tenThousandths)
  return Number.isSafeInteger(near) ? near : tenThousandths
}

export function addMoney(a: Money, b: Money): Money {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a + b)) return a + b
  return money(BigInt(a) + BigInt(b))
}

export function subtractMoney(a: Money, b: Money): Money {
  return addMoney(a, typeof b === 'number' ? -b : -b)
}

export function absoluteMoney(a: Money): Money {
  return a < 0 ? subtractMoney(0, a) : a
}

/** Half away from zero, to `places` decimal places (0 to 6; money has four). */
export function roundMoney(amount: Money, places: number): Money {
  if (places >= 4) return amount
  const unit = BigInt(MONEY_SCALE / 10 ** places)
  const size = BigInt(absoluteMoney(amount))
  const rounded = ((size + unit / 2n) / unit) * unit
  return money(amount < 0 ? -rounded : rounded)
}

/** Currency units as a 64-bit float: for ratios and averages, which are numbers. */
export function currencyUnits(amount: Money): number {
  return Number(amount) / MONEY_SCALE
}
