import type { CustomerPatch, EventRecord, WarehouseSchema } from '@kindred/engine'
import { redirected } from '../../append/redirected.ts'
import { yielding } from '../../append/yielding.ts'
import type { BatchJournal } from '../batches/batch-journal.ts'
import { counts } from '../batches/noted-batch.ts'
import { append } from '../customers/append.ts'
import { readKnownBefore } from '../customers/known-before.ts'
import { readSets, selectSets } from '../customers/read-sets.ts'
import type { CustomerGroup } from '../histories/customer-groups.ts'
import { HistoryEvents } from '../histories/history-events.ts'
import type { Nodes } from '../nodes.ts'
import { readSchema } from '../schema/declare.ts'
import type { WarehouseNode } from '../warehouse-node.ts'
import { readMergedInto } from './read-merged-into.ts'

/** As many rows as one append takes in at ease. */
const ROWS = 5_000

/**
 * What a file said of customers who were merged into others is said of the others too: an import knows ids as they
 * stand in the file. Repeatable: what was said already is no news.
 */
export async function carryOver(nodes: Nodes, journal: BatchJournal, batch: number): Promise<void> {
  const { merges } = nodes.tables
  const [some] = await nodes.first.rows({ sql: `SELECT 1 FROM ${merges} LIMIT 1` })
  if (some === undefined) return
  const schema = await readSchema(nodes.first, nodes)
  const group = {
    sql: ` AND batch = {carried:UInt32} AND customer_id IN (SELECT from_id FROM ${merges} WHERE kind = 'merge' AND batch < {carried:UInt32} AND ${counts(nodes.tables)})`,
    params: { carried: { type: 'UInt32', value: batch } },
  }
  for (const node of nodes.all) {
    for await (const patches of inBatches(patchesOf(nodes, schema, node, group))) {
      await appendYielding(nodes, journal, schema, patches)
    }
    for await (const events of inBatches(eventsOf(nodes, schema, node, group))) {
      await append(nodes, journal, schema, { customers: [], events })
    }
  }
}

/** Where both say something of an attribute at one instant, the other is right, as she is when they become one. */
async function appendYielding(
  nodes: Nodes,
  journal: BatchJournal,
  schema: WarehouseSchema,
  patches: readonly CustomerPatch[],
): Promise<void> {
  const given = { customers: patches, events: [] }
  const said = redirected(given, await readMergedInto(nodes, given))
  const before = await readKnownBefore(nodes, schema, said)
  await append(nodes, journal, schema, { customers: yielding(said.customers, before), events: [] })
}

async function* patchesOf(
  nodes: Nodes,
  schema: WarehouseSchema,
  node: WarehouseNode,
  { sql: those, params }: CustomerGroup,
): AsyncGenerator<CustomerPatch> {
  const sql = `SELECT customer_id, toUnixTimestamp64Milli(since), ${selectSets(schema)} FROM ${nodes.tables.customerChanges} WHERE 1${those}`
  for await (const block of node.blocks({ sql, params })) {
    for (const [id, since, ...sets] of block) {
      yield { id: String(id), since: Number(since), attributes: readSets(schema, sets) }
    }
  }
}

async function* eventsOf(
  nodes: Nodes,
  schema: WarehouseSchema,
  node: WarehouseNode,
  group: CustomerGroup,
): AsyncGenerator<EventRecord> {
  const names = `SELECT DISTINCT event FROM ${nodes.tables.events} WHERE 1${group.sql}`
  const found = await node.rows({ sql: names, params: group.params })
  const events = new Map(
    found.map(([event]) => [
      String(event),
      { properties: [...(schema.events.get(String(event))?.keys() ?? [])] },
    ]),
  )
  const reader = new HistoryEvents(nodes, schema, { asOf: 0, events })
  for await (const { customer, events: hers } of reader.read(node, group)) {
    for (const event of hers) yield { ...event, customer }
  }
}

async function* inBatches<T>(items: AsyncIterable<T>): AsyncGenerator<readonly T[]> {
  let batch: T[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < ROWS) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
