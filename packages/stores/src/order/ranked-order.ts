import type { RankedQuery } from '@kindred/engine'
import type { Value } from '@kindred/language'
import { compareIds } from './compare-ids.ts'

/** A customer, and the value by which she has her place. */
export interface RankedPlace {
  readonly customer: string
  readonly by: Value | undefined
}

/**
 * Who comes first of two customers in order of a value: an unknown value comes last either way, of equal ones the lower
 * id comes first. Without a value: in order of id.
 *
 * @example [{ customer: 'b', by: 1 }, { customer: 'a', by: 2 }].sort(rankedOrder({ by: spend, descending: true })) // a, b
 */
export function rankedOrder({
  by,
  descending,
}: Pick<RankedQuery, 'by' | 'descending'>): (a: RankedPlace, b: RankedPlace) => number {
  const turned = descending ? -1 : 1
  if (by === undefined) return (a, b) => turned * compareIds(a.customer, b.customer)
  return (a, b) => {
    if (a.by === undefined || b.by === undefined) {
      const known = Number(a.by === undefined) - Number(b.by === undefined)
      return known || compareIds(a.customer, b.customer)
    }
    return turned * compareValues(a.by, b.by) || compareIds(a.customer, b.customer)
  }
}

/** Of the same type, which is one that has an order; texts by their bytes. */
function compareValues(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return compareIds(a, b)
  if (a === b) return 0
  return a < b ? -1 : 1
}
