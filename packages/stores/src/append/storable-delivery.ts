import type { Delivery, LiveTransition, WarehouseSchema } from '@kindred/engine'
import { storableBatch } from './storable-batch.ts'
import { storableId, storableInstant } from './storable-value.ts'

/**
 * A stretch as all stores keep it, or the first thing in it that none could keep, by name.
 *
 * @throws WarehouseError `not_declared`, `value_not_storable`; nothing has been stored then.
 */
export function storableDelivery(stretch: Delivery, schema: WarehouseSchema): Delivery {
  return {
    ...storableBatch(stretch, schema),
    id: storableId(stretch.id, 'the id of a stretch'),
    transitions: stretch.transitions.map(storableTransition),
  }
}

function storableTransition(move: LiveTransition): LiveTransition {
  const { event = '', late = false, ...rest } = move
  return {
    ...rest,
    customer: storableId(move.customer, 'the customer of a transition'),
    at: storableInstant(move.at, 'the instant of a transition'),
    ...(event === '' ? {} : { event }),
    ...(late ? { late } : {}),
  }
}
