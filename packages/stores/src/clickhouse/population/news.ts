import type { RefreshRequest } from '@kindred/engine'
import { newsBits } from '../../memberships/news-bits.ts'
import { counts } from '../batches/noted-batch.ts'
import type { Nodes } from '../nodes.ts'
import type { BoundValue, WarehouseNode } from '../warehouse-node.ts'
import { wordsOf } from './bit-positions.ts'
import type { CustomerRange } from './customer-ranges.ts'
import { nameList } from './name-list.ts'
import { numberList } from './number-list.ts'
import { rangeCondition, rangeHint } from './range-condition.ts'

/** SQL: what is news since the previous refresh: of a later instant (in the column), or brought by a later batch. */
function isNews(nodes: Nodes, instant: 'at' | 'since'): string {
  return `(${instant} > fromUnixTimestamp64Milli({previous_as_of:Int64}, 'UTC') OR batch > {previous_batch:UInt32})
    AND ${instant} <= fromUnixTimestamp64Milli({as_of:Int64}, 'UTC') AND batch <= {newest_batch:UInt32} AND ${counts(nodes.tables)}`
}

/** The values both kinds of news stand on. */
export function newsParams(request: RefreshRequest, batch: number): Readonly<Record<string, BoundValue>> {
  const { previous, context } = request
  return {
    as_of: { type: 'Int64', value: context.asOf },
    newest_batch: { type: 'UInt32', value: batch },
    previous_as_of: { type: 'Int64', value: previous?.asOf ?? 0 },
    previous_batch: { type: 'UInt32', value: previous?.batch ?? 0 },
    ...nameList('attribute', newsBits(request).attributes).params,
    ...nameList('event', newsBits(request).events).params,
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
  const sql = `SELECT 1 FROM ${nodes.tables.customerChanges} WHERE ${isNews(nodes, 'since')} AND notEmpty(sets) LIMIT 1`
  return (await node.rows({ sql, params: newsParams(request, batch) })).length > 0
}

/** A SELECT of `customer_id` and `patched`: which of the attributes that definitions read were set since, as a mask. */
export function patchNews(nodes: Nodes, request: RefreshRequest, range: CustomerRange): string {
  const words = bitsOf('attribute', newsBits(request).attributes, 'name').map(
    bit => `groupBitOr(arrayReduce('groupBitOr', arrayMap(name -> ${bit}, sets)))`,
  )
  return `SELECT customer_id, [${words.join(', ')}] AS patched FROM ${nodes.tables.customerChanges} WHERE ${isNews(nodes, 'since')}${rangeCondition(range)} GROUP BY customer_id`
}

/**
 * A SELECT of `customer_id` and `happened`: of which of the types that definitions read there are events since, as a
 * mask. For a join with customers of the range: others may be among them.
 */
export function eventNews(nodes: Nodes, request: RefreshRequest, range: CustomerRange): string {
  const words = bitsOf('event', newsBits(request).events, 'event').map(bit => `groupBitOr(${bit})`)
  return `SELECT customer_id, [${words.join(', ')}] AS happened FROM ${nodes.tables.events} WHERE ${isNews(nodes, 'at')}${rangeHint(range)} GROUP BY customer_id`
}

/** SQL, for every word of a mask: the bit of a name in it, or 0. */
function bitsOf(kind: 'attribute' | 'event', names: readonly string[], name: string): readonly string[] {
  return Array.from({ length: wordsOf(names.length) }, (_, word) => {
    const bits = names.map((_name, index) =>
      Math.floor(index / 64) === word ? 1n << BigInt(index % 64) : 0n,
    )
    return `transform(${name}, ${nameList(kind, names).sql}, ${numberList(bits, 'UInt64')}, toUInt64(0))`
  })
}
