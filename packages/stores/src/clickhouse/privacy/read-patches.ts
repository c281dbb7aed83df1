import type { CustomerPatch, WarehouseSchema } from '@kindred/engine'
import { counts } from '../batches/noted-batch.ts'
import { readSets, selectSets } from '../customers/read-sets.ts'
import type { Nodes } from '../nodes.ts'

/** What was said of some customers, in order of instant. A merge copies rows under its own batch: those are passed over. */
export async function readPatches(
  nodes: Nodes,
  schema: WarehouseSchema,
  customers: readonly string[],
): Promise<readonly CustomerPatch[]> {
  const { customerChanges, merges } = nodes.tables
  const sql = `SELECT customer_id, toUnixTimestamp64Milli(since), batch, ${selectSets(schema)} FROM ${customerChanges}
    WHERE customer_id IN {ids:Array(String)} AND ${counts(nodes.tables)} AND batch NOT IN (SELECT batch FROM ${merges}) ORDER BY since, batch`
  const params = { ids: { type: 'Array(String)', value: customers } }
  const rows = (await nodes.each(node => node.rows({ sql, params }))).flat()
  return rows
    .map(([id, since, batch, ...cells]) => ({
      batch: Number(batch),
      patch: { id: String(id), since: Number(since), attributes: readSets(schema, cells) },
    }))
    .sort((a, b) => a.patch.since - b.patch.since || a.batch - b.batch)
    .map(({ patch }) => patch)
}
