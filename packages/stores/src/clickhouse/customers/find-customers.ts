import { compareIds } from '../../order/compare-ids.ts'
import { counts } from '../batches/noted-batch.ts'
import { isCustomer } from '../merges/is-customer.ts'
import type { Nodes } from '../nodes.ts'

/**
 * Ids that begin with the text, in order; after them, while there is room, those that have it further inside.
 *
 * @param after - Only what comes after this id in that order.
 */
export async function findCustomers(
  nodes: Nodes,
  text: string,
  limit: number,
  after?: string,
): Promise<readonly string[]> {
  const isInside = after !== undefined && !after.startsWith(text)
  const first = isInside ? [] : await ask(nodes, { condition: begins, text, limit, after })
  if (first.length >= limit || text === '') return first
  // Only now, since this reads every id there is.
  const rest = { condition: inside, text, limit: limit - first.length, after: isInside ? after : undefined }
  return [...first, ...(await ask(nodes, rest))]
}

const begins = 'startsWith(customer_id, {text:String})'
const inside = 'position(customer_id, {text:String}) > 1'

interface Asked {
  readonly condition: string
  readonly text: string
  readonly limit: number
  readonly after: string | undefined
}

async function ask(nodes: Nodes, { condition, text, limit, after = '' }: Asked): Promise<string[]> {
  // Every id comes after the empty text, which is none.
  const further = `customer_id > {after:String} AND ${condition}`
  const sql = `SELECT DISTINCT customer_id FROM ${nodes.tables.customerChanges} WHERE ${further} AND ${counts(nodes.tables)} AND ${isCustomer(nodes.tables)} ORDER BY customer_id LIMIT {limit:UInt32}`
  const params = {
    text: { type: 'String', value: text },
    after: { type: 'String', value: after },
    limit: { type: 'UInt32', value: limit },
  }
  const found = (await nodes.each(node => node.rows({ sql, params }))).flat()
  return found
    .map(([id]) => String(id))
    .sort(compareIds)
    .slice(0, limit)
}
