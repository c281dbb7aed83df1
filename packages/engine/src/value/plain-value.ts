import { MONEY_SCALE, type Value, type ValueType } from '@kindred/language'

/** A value as groups read it: money in currency units; null where it is unknown, a place or tags. */
export function plainValue(
  type: ValueType | undefined,
  value: Value | undefined,
): number | string | boolean | null {
  if (value === undefined || typeof value === 'object') return null
  if (type === 'money') return Number(value) / MONEY_SCALE
  return typeof value === 'bigint' ? Number(value) : value
}

/** Models read conditions as 1 and 0. */
export function inputValue(type: ValueType | undefined, value: Value | undefined): number | string | null {
  const plain = plainValue(type, value)
  return typeof plain === 'boolean' ? Number(plain) : plain
}
