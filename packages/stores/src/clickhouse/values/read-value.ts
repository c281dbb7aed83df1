import {
  type DeclaredType,
  MONEY_SCALE,
  type Money,
  money,
  type PhysicalColumn,
  quoteName,
  type Value,
} from '@kindred/language'
import type { Cell } from '../warehouse-node.ts'

/** What to SELECT for a column so that `readValue` gets it exactly. */
export function readableColumn(type: DeclaredType, { name }: PhysicalColumn): string {
  const column = quoteName(name)
  if (type === 'date') return `toInt32(${column})`
  if (type === 'instant') return `toUnixTimestamp64Milli(${column})`
  return column
}

/** The value in the cells of its columns; `undefined` when it is unknown. */
export function readValue(type: DeclaredType, cells: readonly Cell[]): Value | undefined {
  const [first = null, second = null] = cells
  if (type === 'tags') return Array.isArray(first) && second === 1 ? first.map(String) : undefined
  if (first === null) return undefined
  switch (type) {
    case 'boolean':
      return first === 1
    case 'text':
      return String(first)
    case 'money':
      return readMoney(String(first))
    case 'place':
      return second === null ? undefined : { latitude: Number(first), longitude: Number(second) }
    default:
      return Number(first)
  }
}

/**
 * A decimal of at most four places in ten-thousandths.
 *
 * @example readMoney('-0.5') // -5000
 */
export function readMoney(decimal: string): Money {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.')
  const digits = String(MONEY_SCALE).length - 1
  const units = BigInt(whole) * BigInt(MONEY_SCALE) + BigInt(fraction.padEnd(digits, '0'))
  return money(decimal.startsWith('-') ? -units : units)
}
