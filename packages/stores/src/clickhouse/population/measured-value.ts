import { type Checked, NUMBER_SUM_SCALE } from '@kindred/language'
import type { Cell } from '../warehouse-node.ts'

/** The workspace's measure of value as a column of a population statement; nothing when there is no measure. */
export function valueColumn(value: Checked | undefined): { readonly expressions?: Map<string, Checked> } {
  return value === undefined ? {} : { expressions: new Map([['value', value]]) }
}

/**
 * SQL: a measure in whole units, so that a sum over customers is the same in whatever order they come:
 * ten-thousandths of money, millionths of a number. Unknown is 0.
 */
export function unitsSql(value: Checked | undefined, column = 'value'): string {
  if (value === undefined) return 'toInt128(0)'
  // Where a number is unknown, what lies below the NULL may be no number, and cannot be converted.
  const units =
    value.type === 'money'
      ? `toInt128(toDecimal128(${column}, 4) * 10000)`
      : `toInt128(floor(ifNull(${column}, 0) * ${NUMBER_SUM_SCALE} + 0.5))`
  return `ifNull(${units}, toInt128(0))`
}

/** A sum of units in the measure's own: ten-thousandths of money, or the number itself. */
export function fromUnits(value: Checked, units: bigint): number | bigint {
  return value.type === 'money' ? safely(units) : Number(units) / NUMBER_SUM_SCALE
}

/** A `number` while it is safe, a `bigint` beyond. */
export function safely(units: bigint): number | bigint {
  const near = Number(units)
  return Number.isSafeInteger(near) ? near : units
}

/** A whole number that came as text because it may be large. */
export function wholeOf(cell: Cell | undefined): bigint {
  return BigInt(String(cell ?? 0))
}
