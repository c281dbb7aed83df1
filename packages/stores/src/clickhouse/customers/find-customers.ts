import { compareIds } from '../../order/compare-ids.ts'
import { counts } from '../batches/noted-batch.ts'
import { isCustomer } from '../merges/is-customer.ts'
import type { Nodes } from '../nodes.ts'

/** Ids that begin with the text, in order; after them, while there is room, those that have it further inside. */
export async function findCustomers(nodes: Nodes, text: string, limit: number): Promise<readonly string[]> {
  const first = await ask(nodes, 'startsWith(customer_id, {text:String})', text, limit)
  if (first.length >= limit || text === '') return first
  // Only now, since this reads every id there is.
  const inside = 'position(customer_id, {text:String}) > 1'
  return [...first, ...(await ask(nodes, inside, text, limit - first.length))]
}

async function ask(nodes: Nodes, condition: string, text: string, limit: number): Promise<string[]> {
  const sql = `SELECT DISTINCT customer_id FROM ${nodes.tables.customerChanges} WHERE ${condition} AND ${counts(nodes.tables)} AND ${isCustomer(nodes.tables)} ORDER BY customer_id LIMIT {limit:UInt32}`
  const params = { text: { type: 'String', value: text }, limit: { type: 'UInt32', value: limit } }
  const found = (await nodes.each(node => node.rows({ sql, params }))).flat()
  return found
    .map(([id]) => String(id))
    .sort(compareIds)
    .slice(0, limit)
}
