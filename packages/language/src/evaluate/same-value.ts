import type { Value } from '../vocabulary/value.ts'
import { isPlace } from './held-value.ts'

/** Whether two values of one type are equal. −0 and 0 are; tags are as sets; places by both coordinates. */
export function sameValue(a: Value, b: Value): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b
  return keyOf(a) === keyOf(b)
}

/**
 * What stands for a value in a `Map` or `Set`: equal values of one type have equal keys
 * (`Map` itself takes −0 for 0).
 */
export function keyOf(value: Value): boolean | number | bigint | string {
  if (typeof value !== 'object') return value
  // Adding 0 turns −0 into 0; JSON would print both as 0 anyway, `1e-7` and the like included.
  if (isPlace(value)) return `${value.latitude + 0} ${value.longitude + 0}`
  return JSON.stringify([...new Set(value)].sort())
}
