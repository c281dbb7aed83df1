import type { Nodes } from '../nodes.ts'
import { instantText } from '../values/stored-value.ts'
import type { WarehouseNode } from '../warehouse-node.ts'

/** What a delivery noted of events that were known before: the only place of the journal with ids of customers. */
interface NotedDelivery {
  readonly duplicateEvents?: readonly { readonly customer: string }[]
}

/** How many deliveries name one of these customers in the journal of a node. */
export async function countNoted(
  node: WarehouseNode,
  nodes: Nodes,
  customers: readonly string[],
): Promise<number> {
  const [row] = await node.rows({
    sql: `SELECT uniqExact(batch) FROM ${naming(nodes)}`,
    params: named(customers),
  })
  return Number(row?.[0] ?? 0)
}

/**
 * Takes customers out of what deliveries noted. The entry without them goes in before the one with them goes, so that
 * the journal is never without one.
 */
export async function forgetNoted(
  node: WarehouseNode,
  nodes: Nodes,
  customers: readonly string[],
): Promise<void> {
  const sql = `SELECT batch, state, kind, id, result, toUnixTimestamp64Milli(noted_at) FROM ${naming(nodes)}`
  const found = await node.rows({ sql, params: named(customers) })
  if (found.length === 0) return
  const last = Math.max(...found.map(row => Number(row[5])))
  const gone = new Set(customers)
  const entries = found.map(([batch, state, kind, id, result]) => ({
    ...{ batch: Number(batch), state: Number(state), kind: String(kind), id: String(id) },
    ...{ result: withoutThem(String(result), gone), noted_at: instantText(last + 1) },
  }))
  await node.insert(nodes.tables.batches, entries)
  await node.command({
    sql: `ALTER TABLE ${nodes.tables.batches} DELETE WHERE batch IN {batches:Array(UInt32)} AND toUnixTimestamp64Milli(noted_at) <= {last:Int64} SETTINGS mutations_sync = 1`,
    params: {
      batches: { type: 'Array(UInt32)', value: entries.map(({ batch }) => batch) },
      last: { type: 'Int64', value: last },
    },
  })
}

function naming({ tables }: Nodes): string {
  return `${tables.batches} WHERE kind = 'delivery' AND multiSearchAny(result, {named:Array(String)})`
}

/** As JSON writes an entry that names one of them. */
function named(customers: readonly string[]) {
  return {
    named: { type: 'Array(String)', value: customers.map(id => `"customer":${JSON.stringify(id)}`) },
  }
}

function withoutThem(result: string, gone: ReadonlySet<string>): string {
  const noted: NotedDelivery = JSON.parse(result)
  const duplicateEvents = (noted.duplicateEvents ?? []).filter(({ customer }) => !gone.has(customer))
  return JSON.stringify({ ...noted, duplicateEvents })
}
