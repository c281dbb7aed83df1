import type { WarehouseSchema } from '@kindred/engine'
import type { Value } from '@kindred/language'
import type { KnownBefore } from '../../append/plan-append.ts'
import type { Batch } from '../../append/storable-batch.ts'
import { counts } from '../batches/noted-batch.ts'
import { chunksOf } from '../chunks-of.ts'
import type { Nodes } from '../nodes.ts'
import { instantText } from '../values/stored-value.ts'
import type { Cell } from '../warehouse-node.ts'
import { readSets, selectSets } from './read-sets.ts'

/** What the nodes know of the customers and events of a batch. One pass over the granules of these customers. */
export async function readKnownBefore(
  nodes: Nodes,
  schema: WarehouseSchema,
  batch: Batch,
): Promise<KnownBefore> {
  const customers = [...batch.customers.map(patch => patch.id), ...batch.events.map(event => event.customer)]
  const [events, since, said] = await Promise.all([
    readEvents(nodes, batch),
    readSince(nodes, customers),
    readSaid(nodes, schema, batch),
  ])
  return {
    hasEvent: (customer, id) => events.has(keyOf(customer, id)),
    knownSince: customer => since.get(customer),
    saidAt: (customer, at) => said.get(keyOf(customer, at)),
  }
}

async function readEvents(nodes: Nodes, { events }: Batch): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  // Customers and ids of one event stay in one chunk, or a pair would be asked for in halves.
  const sql = `SELECT customer_id, event_id FROM ${nodes.tables.events} WHERE customer_id IN {customers:Array(String)} AND event_id IN {ids:Array(String)} AND ${counts(nodes.tables)}`
  const byId = Map.groupBy(events, event => event.id)
  for (const ids of chunksOf(byId.keys())) {
    for (const customers of chunksOf(
      new Set(ids.flatMap(id => byId.get(id)?.map(event => event.customer) ?? [])),
    )) {
      for (const [customer, id] of await ask(nodes, sql, { customers, ids }))
        found.add(keyOf(String(customer), String(id)))
    }
  }
  return found
}

async function readSince(nodes: Nodes, customers: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  const sql = `SELECT customer_id, toUnixTimestamp64Milli(min(since)) FROM ${nodes.tables.customerChanges} WHERE customer_id IN {customers:Array(String)} AND ${counts(nodes.tables)} GROUP BY customer_id`
  for (const some of chunksOf(new Set(customers))) {
    for (const [customer, since] of await ask(nodes, sql, { customers: some }))
      found.set(String(customer), Number(since))
  }
  return found
}

async function readSaid(
  nodes: Nodes,
  schema: WarehouseSchema,
  { customers }: Batch,
): Promise<ReadonlyMap<string, ReadonlyMap<string, Value | undefined>>> {
  const said = new Map<string, Map<string, Value | undefined>>()
  const sql = `SELECT customer_id, toUnixTimestamp64Milli(since), ${selectSets(schema)} FROM ${nodes.tables.customerChanges}
    WHERE customer_id IN {customers:Array(String)} AND since IN (SELECT toDateTime64(arrayJoin({instants:Array(String)}), 3, 'UTC')) AND ${counts(nodes.tables)} ORDER BY batch`
  const byId = Map.groupBy(customers, patch => patch.id)
  for (const some of chunksOf(byId.keys())) {
    const instants = new Set(some.flatMap(id => byId.get(id)?.map(patch => instantText(patch.since)) ?? []))
    for (const few of chunksOf(instants)) {
      for (const [customer, since, ...sets] of await ask(nodes, sql, { customers: some, instants: few })) {
        const key = keyOf(String(customer), Number(since))
        said.set(key, new Map([...(said.get(key) ?? []), ...readSets(schema, sets)]))
      }
    }
  }
  return said
}

async function ask(
  nodes: Nodes,
  sql: string,
  lists: Readonly<Record<string, readonly string[]>>,
): Promise<Cell[][]> {
  const params = Object.entries(lists).map(
    ([name, value]) => [name, { type: 'Array(String)', value }] as const,
  )
  return (await nodes.each(node => node.rows({ sql, params: Object.fromEntries(params) }))).flat()
}

function keyOf(customer: string, other: string | number): string {
  return JSON.stringify([customer, other])
}
