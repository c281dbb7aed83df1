import type { JoinedIds } from '@kindred/engine'
import { counts } from '../batches/noted-batch.ts'
import type { Nodes } from '../nodes.ts'
import { onReached } from './reached-nodes.ts'

/** Merges that hold and concern one of these; every node knows all of them, so one that is up is enough. */
export async function readJoined(nodes: Nodes, customers: readonly string[]): Promise<readonly JoinedIds[]> {
  const sql = `SELECT from_id, into_id FROM ${nodes.tables.merges}
    WHERE kind = 'merge' AND (from_id IN {ids:Array(String)} OR into_id IN {ids:Array(String)}) AND ${counts(nodes.tables)} ORDER BY batch`
  const params = { ids: { type: 'Array(String)', value: customers } }
  const { answers } = await onReached(nodes, node => node.rows({ sql, params }))
  return (answers[0] ?? []).map(([from, into]) => ({ from: String(from), into: String(into) }))
}
