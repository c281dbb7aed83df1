import type { Value, ValueType } from '../vocabulary/value.ts'
import { currencyUnits, type Money } from './exact-money.ts'
import { fromMillionths, millionths, sumExactly } from './exact-sum.ts'
import { number, quantity } from './held-value.ts'
import { keyOf } from './same-value.ts'

/** The sum of known values: money exactly, numbers in whole millionths. 0 of none. */
export function total(type: ValueType, values: readonly Value[]): Money {
  return type === 'money' ? sumExactly(values.map(quantity)) : fromMillionths(sumOfNumbers(values))
}

/** The mean of known values as a number (of money: in currency units). Unknown of none. */
export function average(type: ValueType, values: readonly Value[]): number | undefined {
  if (values.length === 0) return undefined
  if (type === 'money') return currencyUnits(sumExactly(values.map(quantity))) / values.length
  return fromMillionths(sumOfNumbers(values)) / values.length
}

function sumOfNumbers(values: readonly Value[]): Money {
  return sumExactly(values.map(value => millionths(number(value))))
}

export function least(values: readonly Value[]): Value | undefined {
  return extreme(values, (a, b) => a < b)
}

export function greatest(values: readonly Value[]): Value | undefined {
  return extreme(values, (a, b) => a > b)
}

function extreme(values: readonly Value[], better: (a: Money, b: Money) => boolean): Money | undefined {
  let best: Money | undefined
  for (const value of values) {
    const candidate = quantity(value)
    if (best === undefined || better(candidate, best)) best = candidate
  }
  return best
}

/** How many different values there are. Unknown of none. */
export function distinct(values: readonly Value[]): number | undefined {
  return values.length === 0 ? undefined : new Set(values.map(keyOf)).size
}

/** The value seen most often; of several, the one seen latest. Values are in the order they were seen. */
export function mostFrequent(values: readonly Value[]): Value | undefined {
  const counts = new Map<ReturnType<typeof keyOf>, number>()
  for (const value of values) counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1)
  const most = Math.max(...counts.values())
  return values.findLast(value => counts.get(keyOf(value)) === most)
}
