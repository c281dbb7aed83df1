import { storableInstant } from '../../append/storable-value.ts'
import type { BatchJournal } from '../batches/batch-journal.ts'
import { counts } from '../batches/noted-batch.ts'
import { putRows } from '../customers/put-rows.ts'
import { WarehouseError } from '../errors.ts'
import type { Nodes } from '../nodes.ts'
import { shardsOf } from '../shards-of.ts'
import { putMerge, type StoredMerge, storedMerges } from './stored-merges.ts'

/**
 * Makes two customers of one again: the batch of their merge ceases to count as this one begins to.
 *
 * @throws WarehouseError `merge_unknown`, `merge_built_upon`, and those of a node that fails.
 */
export async function unmerge(
  nodes: Nodes,
  journal: BatchJournal,
  { id, at }: { readonly id: string; readonly at: number },
): Promise<void> {
  const instant = storableInstant(at, 'the instant at which a merge is undone')
  await journal.write<number>({
    kind: 'unmerge',
    id,
    nothingToDo: async () => {
      await mergeToUndo(nodes, id)
      return undefined
    },
    put: async batch => {
      const merged = await mergeToUndo(nodes, id)
      await putMerge(nodes, 'unmerge', { ...merged, at: instant }, batch, [])
      await putFirstSeen(nodes, merged, batch)
      // The journal takes from here which batch ceases to count.
      return merged.batch
    },
    revive: Number,
  })
}

async function mergeToUndo(nodes: Nodes, id: string): Promise<StoredMerge> {
  const [merged] = await storedMerges(nodes, 'id = {id:String}', { id: { type: 'String', value: id } })
  if (merged === undefined) throw new WarehouseError('merge_unknown', { id })
  const params = { batch: { type: 'UInt32', value: merged.batch } }
  const [later] = await storedMerges(nodes, 'has(stands_on, {batch:UInt32})', params)
  if (later !== undefined) throw new WarehouseError('merge_built_upon', { id, later: later.id })
  return merged
}

/** What came for the second customer since the merge stays hers, and makes her known from her first event on. */
async function putFirstSeen(nodes: Nodes, { into, batch: merge }: StoredMerge, batch: number): Promise<void> {
  const position = (await shardsOf(nodes, [into])).get(into) ?? 0
  const node = nodes.all[position] ?? nodes.first
  const { events, customerChanges } = nodes.tables
  const hers = `customer_id = {customer:String} AND batch != {merge:UInt32} AND ${counts(nodes.tables)}`
  const sql = `SELECT (SELECT toUnixTimestamp64Milli(minOrNull(at)) FROM ${events} WHERE ${hers}), (SELECT toUnixTimestamp64Milli(minOrNull(since)) FROM ${customerChanges} WHERE ${hers})`
  const params = { customer: { type: 'String', value: into }, merge: { type: 'UInt32', value: merge } }
  const [first, known] = (await node.rows({ sql, params }))[0] ?? []
  if (first === null || first === undefined) return
  if (known !== null && Number(known) <= Number(first)) return
  const patch = { id: into, since: Number(first), attributes: new Map() }
  await putRows(
    nodes,
    { attributes: new Map(), events: new Map() },
    { customers: [patch], events: [] },
    batch,
  )
}
