import type { RefreshRequest } from '@kindred/engine'
import { counts } from '../batches/noted-batch.ts'
import type { Nodes } from '../nodes.ts'
import type { WarehouseNode } from '../warehouse-node.ts'
import { newsParams } from './patch-news.ts'

function isNews(nodes: Nodes): string {
  return `batch > {previous_batch:UInt32} AND batch <= {newest_batch:UInt32} AND ${counts(nodes.tables)}`
}

/** Whether customers were made one, or two again, since the previous refresh; mostly they were not. */
export async function hasMergeNews(
  nodes: Nodes,
  node: WarehouseNode,
  request: RefreshRequest,
  batch: number,
): Promise<boolean> {
  if (request.previous === undefined) return false
  const sql = `SELECT 1 FROM ${nodes.tables.merges} WHERE ${isNews(nodes)} LIMIT 1`
  return (await node.rows({ sql, params: newsParams(request, batch) })).length > 0
}

/** SQL: whether the customer was made one with another, or two again. It stands on the values of `newsParams`. */
export function wasMerged(nodes: Nodes): string {
  return `customer_id IN (SELECT arrayJoin([from_id, into_id]) FROM ${nodes.tables.merges} WHERE ${isNews(nodes)})`
}
