import type { Batch } from './storable-batch.ts'

/**
 * A batch as it is said of those whom its customers are now, in the same order.
 *
 * @param into - Of customers who were merged away, whom they are.
 */
export function redirected(batch: Batch, into: ReadonlyMap<string, string>): Batch {
  if (into.size === 0) return batch
  return {
    customers: batch.customers.map(patch => ({ ...patch, id: into.get(patch.id) ?? patch.id })),
    events: batch.events.map(event => ({ ...event, customer: into.get(event.customer) ?? event.customer })),
  }
}
