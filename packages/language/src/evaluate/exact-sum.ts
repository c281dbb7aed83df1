import { NUMBER_SUM_SCALE } from '../vocabulary/value.ts'
import { addMoney, type Money } from './exact-money.ts'

/** A sum of whole units that never rounds: a `number` while it is safe, a `bigint` beyond. */
export function sumExactly(units: Iterable<Money>): Money {
  let sum: Money = 0
  for (const unit of units) sum = addMoney(sum, unit)
  return sum
}

/**
 * A number in whole millionths. Floats are summed in this form: the order of the events then
 * makes no difference, and SQL, which reads them in another order, gives the same sum.
 */
export function millionths(value: number): Money {
  const scaled = Math.floor(value * NUMBER_SUM_SCALE + 0.5)
  return Number.isSafeInteger(scaled) ? scaled : BigInt(scaled)
}

/** A sum of millionths as a number. */
export function fromMillionths(sum: Money): number {
  return Number(sum) / NUMBER_SUM_SCALE
}
