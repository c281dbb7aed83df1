import type { Nodes } from '../nodes.ts'
import type { WarehouseNode } from '../warehouse-node.ts'

/** Customers from one id on, up to but without another; open where an end is not given. */
export interface CustomerRange {
  readonly from?: string
  readonly below?: string
}

/** As many customers as one statement takes in: its memory stays below 1 GB, and its planning at a few percent. */
export const LARGEST_RANGE = 250_000

/**
 * A node's customers in ranges, in order of id: the memory of a statement is that of one range, however many
 * customers there are.
 *
 * @param start - The first id; the very first when not given.
 * @param size - How many customers are in the nth range, about.
 */
export async function* customerRanges(
  nodes: Nodes,
  node: WarehouseNode,
  start?: string,
  size: (nth: number) => number = () => LARGEST_RANGE,
): AsyncGenerator<CustomerRange> {
  let from = start
  for (let nth = 0; ; nth += 1) {
    const below = await idAfter(nodes, node, from, size(nth))
    yield { ...(from === undefined ? {} : { from }), ...(below === undefined ? {} : { below }) }
    if (below === undefined) return
    from = below
  }
}

/** The id that stands `size` places further on. Repeated rows of one customer count as places, which does no harm. */
async function idAfter(
  nodes: Nodes,
  node: WarehouseNode,
  from: string | undefined,
  size: number,
): Promise<string | undefined> {
  const sql = `SELECT customer_id FROM ${nodes.tables.customerChanges} WHERE customer_id >= {from:String} ORDER BY customer_id LIMIT 1 OFFSET {size:UInt64}`
  const params = { from: { type: 'String', value: from ?? '' }, size: { type: 'UInt64', value: size } }
  const [row] = await node.rows({ sql, params })
  if (row === undefined) return undefined
  const id = String(row[0])
  // A customer with more changes than a range has places: go on behind her.
  return id === from ? idAfter(nodes, node, from, size * 2) : id
}

/** The smallest id that comes after another. */
export function nextId(id: string): string {
  return `${id}\u0000`
}
