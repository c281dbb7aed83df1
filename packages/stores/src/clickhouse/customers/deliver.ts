import type { Delivered, Delivery, WarehouseSchema } from '@kindred/engine'
import { knownEvents } from '../../append/known-events.ts'
import { planAppend } from '../../append/plan-append.ts'
import { redirected } from '../../append/redirected.ts'
import { storableDelivery } from '../../append/storable-delivery.ts'
import type { BatchJournal } from '../batches/batch-journal.ts'
import { readMergedInto } from '../merges/read-merged-into.ts'
import type { Nodes } from '../nodes.ts'
import { readKnownBefore } from './known-before.ts'
import { putRows } from './put-rows.ts'

/**
 * Takes a stretch of the outbox in, once by its id. Cost: that of `append`.
 *
 * @throws WarehouseError `not_declared`, `value_not_storable`, and those of a node that fails.
 */
export async function deliver(
  nodes: Nodes,
  journal: BatchJournal,
  schema: WarehouseSchema,
  given: Delivery,
): Promise<Delivered> {
  const stretch = storableDelivery(given, schema)
  return journal.write<Delivered>({
    kind: 'delivery',
    id: stretch.id,
    put: async batch => {
      const said = redirected(stretch, await readMergedInto(nodes, stretch))
      const before = await readKnownBefore(nodes, schema, said)
      const { customers, events } = planAppend(said, before)
      await putRows(nodes, schema, { customers, events, transitions: stretch.transitions }, batch)
      return { batch, duplicateEvents: knownEvents(stretch.events, said.events, before) }
    },
    // What `put` gave, written down by the journal.
    revive: result => result as Delivered,
  })
}
