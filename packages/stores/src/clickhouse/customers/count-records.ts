import type { WarehouseCounts } from '@kindred/engine'
import { counts } from '../batches/noted-batch.ts'
import { isCustomer } from '../merges/is-customer.ts'
import type { Nodes } from '../nodes.ts'

/** How many customers and events there are, over all nodes. Cost: reads one narrow column of all events. */
export async function countRecords(nodes: Nodes): Promise<WarehouseCounts> {
  const [events, customers] = await Promise.all([countEvents(nodes), countCustomers(nodes)])
  const perEvent = new Map<string, number>()
  for (const { event, rows } of events) perEvent.set(event, (perEvent.get(event) ?? 0) + rows)
  return {
    customers,
    events: events.reduce((sum, { rows }) => sum + rows, 0),
    perEvent,
    firstEventAt: events.length === 0 ? undefined : Math.min(...events.map(({ first }) => first)),
    lastEventAt: events.length === 0 ? undefined : Math.max(...events.map(({ last }) => last)),
  }
}

async function countEvents(nodes: Nodes) {
  const sql = `SELECT event, count(), toUnixTimestamp64Milli(min(at)), toUnixTimestamp64Milli(max(at)) FROM ${nodes.tables.events} WHERE ${counts(nodes.tables)} AND ${isCustomer(nodes.tables)} GROUP BY event`
  const rows = (await nodes.each(node => node.rows({ sql }))).flat()
  return rows.map(([event, count, first, last]) => ({
    event: String(event),
    rows: Number(count),
    first: Number(first),
    last: Number(last),
  }))
}

async function countCustomers(nodes: Nodes): Promise<number> {
  const sql = `SELECT uniqExact(customer_id) FROM ${nodes.tables.customerChanges} WHERE ${counts(nodes.tables)} AND ${isCustomer(nodes.tables)}`
  const perNode = await nodes.each(async node => Number((await node.rows({ sql }))[0]?.[0] ?? 0))
  return perNode.reduce((sum, count) => sum + count, 0)
}
