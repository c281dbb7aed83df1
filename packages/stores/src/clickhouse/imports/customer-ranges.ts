import type { BoundValue, WarehouseNode } from '../warehouse-node.ts'

/** Customers from an id on and below another; `undefined` is no bound. */
interface CustomerRange {
  readonly from: string | undefined
  readonly below: string | undefined
}

/** Rows of an import worked on at a time: what is kept of them in memory stays within a few hundred megabytes. */
const RANGE_ROWS = 1_000_000

/** Divides the customers of a table so that each range holds about a million of its rows, all of a customer in one. */
async function customerRanges(node: WarehouseNode, table: string): Promise<readonly CustomerRange[]> {
  // Every so manieth row of each part, in order: quantiles near enough.
  const rows = await node.rows({
    sql: `SELECT customer_id FROM ${table} WHERE _part_offset % 20000 = 19999 ORDER BY customer_id`,
  })
  const marks = rows.map(([customer]) => String(customer))
  const step = RANGE_ROWS / 20_000
  const bounds = [...new Set(marks.filter((_, at) => at % step === step - 1))]
  return [undefined, ...bounds].map((from, at) => ({ from, below: bounds[at] }))
}

/** A condition on `customer_id` and its values. */
export interface RangeCondition {
  readonly sql: string
  readonly params: Readonly<Record<string, BoundValue>>
}

function within({ from, below }: CustomerRange): RangeCondition {
  const params: Record<string, BoundValue> = {}
  if (from !== undefined) params.range_from = { type: 'String', value: from }
  if (below !== undefined) params.range_below = { type: 'String', value: below }
  const conditions = [
    ...(from === undefined ? [] : ['customer_id >= {range_from:String}']),
    ...(below === undefined ? [] : ['customer_id < {range_below:String}']),
  ]
  return { sql: conditions.length === 0 ? '1' : conditions.join(' AND '), params }
}

/** Does something for each range of a table's customers on one node, one after the other. */
export async function eachRange(
  node: WarehouseNode,
  table: string,
  work: (range: RangeCondition) => Promise<void>,
): Promise<void> {
  for (const range of await customerRanges(node, table)) await work(within(range))
}
