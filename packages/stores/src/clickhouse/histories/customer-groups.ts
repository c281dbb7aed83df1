import type { HistoriesQuery } from '@kindred/engine'
import { compareIds } from '../../order/compare-ids.ts'
import { counts } from '../batches/noted-batch.ts'
import { chunksOf } from '../chunks-of.ts'
import type { Nodes } from '../nodes.ts'
import { customerRanges, nextId } from '../population/customer-ranges.ts'
import { rangeCondition, rangeParams } from '../population/range-condition.ts'
import type { BoundValue, WarehouseNode } from '../warehouse-node.ts'

/** Some customers of a node, to be read by one statement: ` AND …` on `customer_id`, and its values. */
export interface CustomerGroup {
  readonly sql: string
  readonly params: Readonly<Record<string, BoundValue>>
}

/** Customers read by one statement: few enough that it ends within seconds, however slow its reader is. */
const LARGEST_GROUP = 50_000
const SMALLEST_GROUP = 1_000

/** A reader may want few, and stop: groups begin small and grow. */
function growing(nth: number): number {
  return Math.min(LARGEST_GROUP, SMALLEST_GROUP * 4 ** Math.min(nth, 16))
}

/** The customers of a node that are asked for, in groups in order of id. */
export async function* customerGroups(
  nodes: Nodes,
  node: WarehouseNode,
  query: HistoriesQuery,
): AsyncGenerator<CustomerGroup> {
  const start = query.after === undefined ? undefined : nextId(query.after)
  if (query.sinceBatch !== undefined) {
    const asked = query.customers === undefined ? undefined : new Set(query.customers)
    for await (const ids of touchedSince(nodes, node, query.sinceBatch, start)) {
      yield* groupsOf(asked === undefined ? ids : ids.filter(id => asked.has(id)))
    }
  } else if (query.customers !== undefined) {
    const { after } = query
    yield* groupsOf(query.customers.filter(id => after === undefined || compareIds(id, after) > 0))
  } else {
    for await (const range of customerRanges(nodes, node, start, growing)) {
      yield { sql: rangeCondition(range), params: rangeParams(range) }
    }
  }
}

function* groupsOf(ids: readonly string[]): Generator<CustomerGroup> {
  for (const some of chunksOf([...new Set(ids)].sort(compareIds))) {
    yield {
      sql: ' AND customer_id IN {ids:Array(String)}',
      params: { ids: { type: 'Array(String)', value: some } },
    }
  }
}

/** Ids of whom batches after one speak, deliveries left out, in order. */
async function* touchedSince(
  nodes: Nodes,
  node: WarehouseNode,
  batch: number,
  start: string | undefined,
): AsyncGenerator<string[]> {
  const { tables } = nodes
  const news = `batch > {since_batch:UInt32} AND batch NOT IN (SELECT batch FROM ${tables.batches} WHERE kind = 'delivery') AND ${counts(tables)}`
  for await (const range of customerRanges(nodes, node, start)) {
    const inRange = rangeCondition(range)
    const sources = [
      `SELECT customer_id FROM ${tables.events} WHERE ${news}${inRange}`,
      `SELECT customer_id FROM ${tables.customerChanges} WHERE ${news}${inRange}`,
      `SELECT customer_id FROM (SELECT arrayJoin([from_id, into_id]) AS customer_id, batch FROM ${tables.merges}) WHERE ${news}${inRange}`,
    ]
    const sql = `SELECT DISTINCT customer_id FROM (${sources.join(' UNION ALL ')}) ORDER BY customer_id`
    const params = { ...rangeParams(range), since_batch: { type: 'UInt32', value: batch } }
    for await (const block of node.blocks({ sql, params })) yield block.map(([id]) => String(id))
  }
}
