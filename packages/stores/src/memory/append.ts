import type { AppendResult, CustomerPatch, EventRecord } from '@kindred/engine'
import type { MemoryData } from './memory-data.ts'

/** Takes a batch in: every event once by its id, and everybody who has an event known from her first one on. */
export function append(
  data: MemoryData,
  batch: { readonly customers: readonly CustomerPatch[]; readonly events: readonly EventRecord[] },
): AppendResult {
  const known = data.customers.size
  const events = new Map<string, EventRecord>()
  for (const event of batch.events) {
    if (!data.events.has(event.id) && !events.has(event.id)) events.set(event.id, event)
  }
  if (events.size + batch.customers.length > 0) data.batch += 1
  for (const patch of batch.customers) data.customers.add(patch, data.batch)
  for (const event of events.values()) data.events.add(event, data.batch)
  for (const [customer, at] of firstInstants(events.values())) knowFrom(data, customer, at)
  return {
    events: events.size,
    duplicates: batch.events.length - events.size,
    newCustomers: data.customers.size - known,
  }
}

function firstInstants(events: Iterable<EventRecord>): ReadonlyMap<string, number> {
  const first = new Map<string, number>()
  for (const { customer, at } of events) first.set(customer, Math.min(at, first.get(customer) ?? at))
  return first
}

function knowFrom(data: MemoryData, customer: string, at: number): void {
  const since = data.customers.knownSince(customer)
  if (since !== undefined && since <= at) return
  data.customers.add({ id: customer, since: at, attributes: new Map() }, data.batch)
}
