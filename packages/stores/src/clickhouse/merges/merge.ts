import type { CustomerMerge, WarehouseSchema } from '@kindred/engine'
import { storableMerge } from '../../append/storable-merge.ts'
import type { BatchJournal } from '../batches/batch-journal.ts'
import { WarehouseError } from '../errors.ts'
import type { Nodes } from '../nodes.ts'
import { shardsOf } from '../shards-of.ts'
import { copyChanges, copyEvents, type Move } from './copy-rows.ts'
import { overlapping } from './overlapping.ts'
import { putMerge, storedMerges } from './stored-merges.ts'

/**
 * Makes two customers one: the rows of the first are copied to the second under the number of this batch, and the first
 * is passed over from the moment it counts. So a merge is undone by ceasing to count its batch: nothing of the first was
 * ever changed.
 *
 * Cost: that of an append, and the rows of the first customer travel once.
 *
 * @throws WarehouseError `merge_impossible`, `value_not_storable`, and those of a node that fails.
 */
export async function merge(
  nodes: Nodes,
  journal: BatchJournal,
  schema: WarehouseSchema,
  given: CustomerMerge,
): Promise<void> {
  const asked = storableMerge(given)
  await journal.write<null>({
    kind: 'merge',
    id: asked.id,
    nothingToDo: async () => {
      await refuseMerged(nodes, asked)
      return undefined
    },
    put: async batch => {
      const move = await moveOf(nodes, asked, batch)
      await putMerge(nodes, 'merge', asked, batch, await standsOn(nodes, move))
      await copyEvents(nodes, move)
      await copyChanges(nodes, schema, move)
      return null
    },
    revive: () => null,
  })
}

async function refuseMerged(nodes: Nodes, { id, from, into }: CustomerMerge): Promise<void> {
  const params = { both: { type: 'Array(String)', value: [from, into] } }
  const [away] = await storedMerges(nodes, 'from_id IN {both:Array(String)}', params)
  if (away === undefined) return
  const which = away.from === from ? 'first' : 'second'
  throw new WarehouseError('merge_impossible', {
    id,
    reason: `its ${which} customer went with merge ${away.id}`,
  })
}

async function moveOf(nodes: Nodes, { from, into }: CustomerMerge, batch: number): Promise<Move> {
  const shards = await shardsOf(nodes, [from, into])
  const nodeOf = (customer: string) => nodes.all[shards.get(customer) ?? 0] ?? nodes.first
  return { from, into, batch, source: nodeOf(from), target: nodeOf(into) }
}

/** Merges that must not be undone before this one: those into its first customer, and those whose rows are in its way. */
async function standsOn(nodes: Nodes, move: Move): Promise<readonly number[]> {
  const params = { both: { type: 'Array(String)', value: [move.from, move.into] } }
  const earlier = await storedMerges(nodes, 'into_id IN {both:Array(String)}', params)
  const beside = earlier.filter(({ into }) => into === move.into).map(({ batch }) => batch)
  const inTheWay = await overlapping(nodes, move, beside)
  return earlier
    .filter(({ into, batch }) => into === move.from || inTheWay.has(batch))
    .map(({ batch }) => batch)
}
