import type { Delivered, Delivery, WarehouseSchema } from '@kindred/engine'
import { knownEvents } from '../append/known-events.ts'
import { planAppend } from '../append/plan-append.ts'
import { storableDelivery } from '../append/storable-delivery.ts'
import { knownBefore, redirectedBatch } from './append.ts'
import type { MemoryData } from './memory-data.ts'
import type { MemoryLiveTransitions } from './memory-live-transitions.ts'

/** Takes a stretch of the outbox in, once by its id. */
export function deliver(
  data: MemoryData,
  transitions: MemoryLiveTransitions,
  schema: WarehouseSchema,
  given: Delivery,
): Delivered {
  const stretch = storableDelivery(given, schema)
  const done = data.deliveries.get(stretch.id)
  if (done !== undefined) return done
  const said = redirectedBatch(data, stretch)
  const before = knownBefore(data)
  const plan = planAppend(said, before)
  const duplicateEvents = knownEvents(stretch.events, said.events, before)
  data.batch += 1
  for (const patch of plan.customers) data.customers.add(patch, data.batch)
  for (const event of plan.events) data.events.add(event, data.batch)
  transitions.add(stretch.transitions)
  const delivered = { batch: data.batch, duplicateEvents }
  data.deliveries.set(stretch.id, delivered)
  return delivered
}
