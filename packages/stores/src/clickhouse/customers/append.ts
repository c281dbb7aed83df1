import { randomUUID } from 'node:crypto'
import type { AppendResult, CustomerPatch, EventRecord, WarehouseSchema } from '@kindred/engine'
import { type AppendPlan, planAppend } from '../../append/plan-append.ts'
import { type Batch, storableBatch } from '../../append/storable-batch.ts'
import { type BatchJournal, batchQueryId } from '../batches/batch-journal.ts'
import type { Nodes } from '../nodes.ts'
import { columnsOf, type DeclaredColumn } from '../schema/declared-columns.ts'
import { shardsOf } from '../shards-of.ts'
import { instantText, type StoredCell, storedCells } from '../values/stored-value.ts'
import type { WarehouseNode } from '../warehouse-node.ts'
import { readKnownBefore } from './known-before.ts'

type Row = Record<string, StoredCell>

/**
 * Writes a small batch. Killed at any instant it is there whole or not at all, once; sent again it adds what is missing.
 *
 * Cost: some ten round trips to each node, whatever the size; for many rows import a file.
 *
 * @throws WarehouseError `not_declared`, `value_not_storable`, and those of a node that fails.
 */
export async function append(
  nodes: Nodes,
  journal: BatchJournal,
  schema: WarehouseSchema,
  given: Batch,
): Promise<AppendResult> {
  const batch = storableBatch(given, schema)
  let plan: AppendPlan | undefined
  return journal.write({
    kind: 'append',
    id: '',
    nothingToDo: async () => {
      plan = planAppend(batch, await readKnownBefore(nodes, schema, batch))
      return plan.customers.length + plan.events.length === 0 ? plan.result : undefined
    },
    put: async number => {
      plan ??= planAppend(batch, await readKnownBefore(nodes, schema, batch))
      await put(nodes, schema, plan, number)
      return plan.result
    },
  })
}

async function put(nodes: Nodes, schema: WarehouseSchema, plan: AppendPlan, batch: number): Promise<void> {
  const shards = await shardsOf(nodes, [
    ...plan.customers.map(patch => patch.id),
    ...plan.events.map(event => event.customer),
  ])
  const columns = columnsOf(schema)
  const attributes = new Map(columns.attributes.map(column => [column.name, column]))
  await nodes.each(async (node, position) => {
    const customers = plan.customers.filter(patch => shards.get(patch.id) === position)
    const events = plan.events.filter(event => shards.get(event.customer) === position)
    const changes = customers.map(patch => changeRow(patch, attributes, batch))
    const rows = events.map(event => eventRow(event, columns.events.get(event.event) ?? [], batch))
    const both = [
      insert(node, nodes, batch, nodes.tables.customerChanges, changes),
      insert(node, nodes, batch, nodes.tables.events, rows),
    ]
    // Neither may still run when the other has failed: what is written would be removed before it is there.
    await Promise.allSettled(both)
    await Promise.all(both)
  })
}

async function insert(node: WarehouseNode, nodes: Nodes, batch: number, table: string, rows: readonly Row[]) {
  await node.insert(table, rows, { queryId: batchQueryId(nodes.database, batch, randomUUID()) })
}

function changeRow(patch: CustomerPatch, columns: ReadonlyMap<string, DeclaredColumn>, batch: number): Row {
  const row: Row = {
    customer_id: patch.id,
    since: instantText(patch.since),
    batch,
    sets: [...patch.attributes.keys()],
  }
  for (const [name, value] of patch.attributes) {
    const column = columns.get(name)
    if (column !== undefined) setCells(row, column, storedCells(column.type, value))
  }
  return row
}

function eventRow(event: EventRecord, columns: readonly DeclaredColumn[], batch: number): Row {
  const { id, customer, at } = event
  const row: Row = { customer_id: customer, at: instantText(at), event_id: id, event: event.event, batch }
  for (const column of columns) {
    const value = event.properties.get(column.name)
    if (value !== undefined) setCells(row, column, storedCells(column.type, value))
  }
  return row
}

function setCells(row: Row, column: DeclaredColumn, cells: readonly StoredCell[]): void {
  for (const [position, { name }] of column.columns.entries()) row[name] = cells[position] ?? null
}
