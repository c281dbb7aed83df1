import type { RefreshRequest } from '@kindred/engine'
import { newsBits } from '../../memberships/news-bits.ts'
import { counts } from '../batches/noted-batch.ts'
import type { Nodes } from '../nodes.ts'
import type { WarehouseNode } from '../warehouse-node.ts'
import { nameBits } from './name-bits.ts'

/** SQL over `news` of a membership: whether some event came late; the pass that stored it does not say of which type. */
function cameLate(request: RefreshRequest): string {
  const place = newsBits(request).events.length
  return `bitTest(news[${Math.floor(place / 64) + 1}], ${place % 64})`
}

/** Whether events that came late are news of anybody on the node; where none did, nothing has to be looked up. */
export async function hasLateNews(
  nodes: Nodes,
  node: WarehouseNode,
  request: RefreshRequest,
): Promise<boolean> {
  if (request.previous === undefined || newsBits(request).events.length === 0) return false
  const sql = `SELECT 1 FROM ${nodes.tables.memberships} WHERE refresh = {refresh:UInt32} AND ${cameLate(request)} LIMIT 1`
  return (await node.rows({ sql, params: { refresh: { type: 'UInt32', value: request.id } } })).length > 0
}

/** A SELECT of `customer_id` and `late`: of which types events came late, as a mask. It stands on the values of `newsParams`. */
export function lateNews(nodes: Nodes, request: RefreshRequest, range: string): string {
  const { memberships, events } = nodes.tables
  const words = nameBits('event', newsBits(request).events).map(bitOf => `groupBitOr(${bitOf('event')})`)
  const those = `SELECT customer_id FROM ${memberships} WHERE refresh = {refresh:UInt32} AND ${cameLate(request)}${range}`
  return `SELECT customer_id, [${words.join(', ')}] AS late FROM ${events}
    WHERE batch > {previous_batch:UInt32} AND batch <= {newest_batch:UInt32} AND ${counts(nodes.tables)}
      AND at <= fromUnixTimestamp64Milli(least({previous_as_of:Int64}, {as_of:Int64}), 'UTC')
      AND customer_id IN (${those})${range} GROUP BY customer_id`
}
