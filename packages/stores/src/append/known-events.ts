import type { Delivered, EventRecord } from '@kindred/engine'
import type { KnownBefore } from './plan-append.ts'

/**
 * Which events of a delivery were known before it, each once and by the names they were delivered under.
 *
 * @param delivered - As they came.
 * @param said - The same, of those whom their customers are now.
 */
export function knownEvents(
  delivered: readonly EventRecord[],
  said: readonly EventRecord[],
  before: KnownBefore,
): Delivered['duplicateEvents'] {
  const known = new Map<string, { readonly customer: string; readonly id: string }>()
  for (const [position, { customer, id }] of delivered.entries()) {
    const now = said[position]?.customer ?? customer
    if (before.hasEvent(now, id)) known.set(JSON.stringify([customer, id]), { customer, id })
  }
  return [...known.values()]
}
