import type { RefreshRequest } from '@kindred/engine'
import { newsBits } from '../../memberships/news-bits.ts'
import { counts } from '../batches/noted-batch.ts'
import type { Nodes } from '../nodes.ts'
import type { BoundValue, WarehouseNode } from '../warehouse-node.ts'
import { wordsOf } from './bit-positions.ts'
import { nameList } from './name-list.ts'
import { numberList } from './number-list.ts'

/** SQL: the changes of customers that are news since the previous refresh. */
function isNews(nodes: Nodes): string {
  return `(since > fromUnixTimestamp64Milli({previous_as_of:Int64}, 'UTC') OR batch > {previous_batch:UInt32})
    AND since <= fromUnixTimestamp64Milli({as_of:Int64}, 'UTC') AND batch <= {newest_batch:UInt32} AND ${counts(nodes.tables)}`
}

/** The values `patchNews` stands on. */
export function patchNewsParams(
  request: RefreshRequest,
  batch: number,
): Readonly<Record<string, BoundValue>> {
  const { previous, context } = request
  return {
    as_of: { type: 'Int64', value: context.asOf },
    newest_batch: { type: 'UInt32', value: batch },
    previous_as_of: { type: 'Int64', value: previous?.asOf ?? 0 },
    previous_batch: { type: 'UInt32', value: previous?.batch ?? 0 },
    ...nameList('attribute', newsBits(request).attributes).params,
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
  return (await node.rows({ sql, params: patchNewsParams(request, batch) })).length > 0
}

/** A SELECT of `customer_id` and `patched`: which of the attributes that definitions read were set since, as a mask. */
export function patchNews(nodes: Nodes, request: RefreshRequest, range: string): string {
  const { attributes } = newsBits(request)
  const words = Array.from({ length: wordsOf(attributes.length) }, (_, word) => {
    const bits = attributes.map((_name, index) =>
      Math.floor(index / 64) === word ? 1n << BigInt(index % 64) : 0n,
    )
    const bitOf = `transform(name, ${nameList('attribute', attributes).sql}, ${numberList(bits, 'UInt64')}, toUInt64(0))`
    return `groupBitOr(arrayReduce('groupBitOr', arrayMap(name -> ${bitOf}, sets)))`
  })
  return `SELECT customer_id, [${words.join(', ')}] AS patched FROM ${nodes.tables.customerChanges} WHERE ${isNews(nodes)}${range} GROUP BY customer_id`
}
