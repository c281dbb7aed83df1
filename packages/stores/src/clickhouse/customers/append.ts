import type { AppendResult, WarehouseSchema } from '@kindred/engine'
import { type AppendPlan, planAppend } from '../../append/plan-append.ts'
import { redirected } from '../../append/redirected.ts'
import { type Batch, storableBatch } from '../../append/storable-batch.ts'
import type { BatchJournal } from '../batches/batch-journal.ts'
import { readMergedInto } from '../merges/read-merged-into.ts'
import type { Nodes } from '../nodes.ts'
import { readKnownBefore } from './known-before.ts'
import { putRows } from './put-rows.ts'

/**
 * Writes a small batch. Killed at any instant it is there whole or not at all, once; sent again it adds what is missing.
 * What it says of a customer who was merged into another is said of the other.
 *
 * Cost: some ten round trips to each node, whatever the size; for many rows import a file.
 *
 * @throws WarehouseError `not_declared`, `value_not_storable`, and those of a node that fails.
 */
export async function append(
  nodes: Nodes,
  journal: BatchJournal,
  schema: WarehouseSchema,
  given: Batch,
): Promise<AppendResult> {
  const batch = storableBatch(given, schema)
  const planned = async () => {
    const said = redirected(batch, await readMergedInto(nodes, batch))
    return planAppend(said, await readKnownBefore(nodes, schema, said))
  }
  let plan: AppendPlan | undefined
  return journal.write({
    kind: 'append',
    id: '',
    nothingToDo: async () => {
      plan = await planned()
      return plan.customers.length + plan.events.length === 0 ? plan.result : undefined
    },
    put: async number => {
      plan ??= await planned()
      await putRows(nodes, schema, plan, number)
      return plan.result
    },
  })
}
