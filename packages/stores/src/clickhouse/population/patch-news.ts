import type { RefreshRequest } from '@kindred/engine'
import { newsBits } from '../../memberships/news-bits.ts'
import { counts } from '../batches/noted-batch.ts'
import type { Nodes } from '../nodes.ts'
import type { BoundValue, WarehouseNode } from '../warehouse-node.ts'
import { nameBits } from './name-bits.ts'
import { nameList } from './name-list.ts'

/** SQL: the changes of customers that are news since the previous refresh. */
function isNews(nodes: Nodes): string {
  return `(since > fromUnixTimestamp64Milli({previous_as_of:Int64}, 'UTC') OR batch > {previous_batch:UInt32})
    AND since <= fromUnixTimestamp64Milli({as_of:Int64}, 'UTC') AND batch <= {newest_batch:UInt32} AND ${counts(nodes.tables)}`
}

/** The values that `patchNews` and `lateNews` stand on. */
export function newsParams(request: RefreshRequest, batch: number): Readonly<Record<string, BoundValue>> {
  const { previous, context } = request
  const { attributes, events } = newsBits(request)
  return {
    as_of: { type: 'Int64', value: context.asOf },
    newest_batch: { type: 'UInt32', value: batch },
    previous_as_of: { type: 'Int64', value: previous?.asOf ?? 0 },
    previous_batch: { type: 'UInt32', value: previous?.batch ?? 0 },
    ...nameList('attribute', attributes).params,
    ...nameList('event', events).params,
  }
}

/** Whether attributes of anybody on the node were set since; mostly they were not, and nothing has to be joined. */
export async function hasPatchNews(
  nodes: Nodes,
  node: WarehouseNode,
  request: RefreshRequest,
  batch: number,
): Promise<boolean> {
  if (request.previous === undefined || newsBits(request).attributes.length === 0) return false
  const sql = `SELECT 1 FROM ${nodes.tables.customerChanges} WHERE ${isNews(nodes)} AND notEmpty(sets) LIMIT 1`
  return (await node.rows({ sql, params: newsParams(request, batch) })).length > 0
}

/** A SELECT of `customer_id` and `patched`: which of the attributes that definitions read were set since, as a mask. */
export function patchNews(nodes: Nodes, request: RefreshRequest, range: string): string {
  const { attributes } = newsBits(request)
  const words = nameBits('attribute', attributes).map(
    bitOf => `groupBitOr(arrayReduce('groupBitOr', arrayMap(name -> ${bitOf('name')}, sets)))`,
  )
  return `SELECT customer_id, [${words.join(', ')}] AS patched FROM ${nodes.tables.customerChanges} WHERE ${isNews(nodes)}${range} GROUP BY customer_id`
}
