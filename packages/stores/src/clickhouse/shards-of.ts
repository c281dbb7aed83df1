import { chunksOf } from './chunks-of.ts'
import type { Nodes } from './nodes.ts'
import { shardHash } from './tables.ts'

/**
 * The position of the node each customer is on. A server works it out, so that there is one definition of it:
 * the one the distributed tables use.
 */
export async function shardsOf(
  nodes: Nodes,
  customers: Iterable<string>,
): Promise<ReadonlyMap<string, number>> {
  const ids = [...new Set(customers)]
  if (nodes.all.length === 1) return new Map(ids.map(id => [id, 0]))
  const sql = `SELECT customer_id, ${shardHash} % {nodes:UInt16} FROM (SELECT arrayJoin({ids:Array(String)}) AS customer_id)`
  const found = new Map<string, number>()
  for (const some of chunksOf(ids)) {
    const params = {
      ids: { type: 'Array(String)', value: some },
      nodes: { type: 'UInt16', value: nodes.all.length },
    }
    for (const [id, shard] of await nodes.first.rows({ sql, params })) found.set(String(id), Number(shard))
  }
  return found
}
