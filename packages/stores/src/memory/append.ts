import type { AppendResult, WarehouseSchema } from '@kindred/engine'
import { type KnownBefore, planAppend } from '../append/plan-append.ts'
import { redirected } from '../append/redirected.ts'
import { type Batch, storableBatch } from '../append/storable-batch.ts'
import { yielding } from '../append/yielding.ts'
import type { MemoryData } from './memory-data.ts'

/** Takes a batch in: every event once by its id, and everybody who has an event known from her first one on. */
export function append(data: MemoryData, schema: WarehouseSchema, batch: Batch): AppendResult {
  return put(data, redirectedBatch(data, storableBatch(batch, schema)))
}

/** What a file said of customers who were merged into others is said of the others too. */
export function carryOver(data: MemoryData, { customers, events }: Batch): void {
  const isAway = (id: string) => data.merges.isAway(id)
  const those = {
    customers: customers.filter(patch => isAway(patch.id)),
    events: events.filter(event => isAway(event.customer)),
  }
  const said = redirectedBatch(data, those)
  put(data, { ...said, customers: yielding(said.customers, knownBefore(data)) })
}

function put(data: MemoryData, said: Batch): AppendResult {
  const { customers, events, result } = planAppend(said, knownBefore(data))
  if (events.length + customers.length > 0) data.batch += 1
  for (const patch of customers) data.customers.add(patch, data.batch)
  for (const event of events) data.events.add(event, data.batch)
  return result
}

/** A batch as it is said of those whom its customers are now. */
export function redirectedBatch({ merges }: MemoryData, batch: Batch): Batch {
  const ids = [...batch.customers.map(patch => patch.id), ...batch.events.map(event => event.customer)]
  return redirected(batch, merges.into(ids))
}

export function knownBefore({ customers, events }: MemoryData): KnownBefore {
  return {
    hasEvent: (customer, id) => events.has(customer, id),
    knownSince: customer => customers.knownSince(customer),
    saidAt: (customer, since) => customers.saidAt(customer, since),
  }
}
