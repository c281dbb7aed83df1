import { randomUUID } from 'node:crypto'
import type { CustomerPatch, EventRecord, LiveTransition, WarehouseSchema } from '@kindred/engine'
import type { Batch } from '../../append/storable-batch.ts'
import { batchQueryId } from '../batches/batch-journal.ts'
import type { Nodes } from '../nodes.ts'
import { columnsOf, type DeclaredColumn } from '../schema/declared-columns.ts'
import { shardsOf } from '../shards-of.ts'
import { instantText, type StoredCell, storedCells } from '../values/stored-value.ts'
import type { WarehouseNode } from '../warehouse-node.ts'

type Row = Record<string, StoredCell>

export interface RowsOfBatch extends Batch {
  readonly transitions?: readonly LiveTransition[]
}

/** Puts rows in place under the number of a batch, each on the node its customer is on; they count once that is noted. */
export async function putRows(
  nodes: Nodes,
  schema: WarehouseSchema,
  { customers, events, transitions = [] }: RowsOfBatch,
  batch: number,
): Promise<void> {
  const shards = await shardsOf(nodes, [
    ...customers.map(patch => patch.id),
    ...[...events, ...transitions].map(one => one.customer),
  ])
  const { tables } = nodes
  const columns = columnsOf(schema)
  const attributes = new Map(columns.attributes.map(column => [column.name, column]))
  await nodes.each(async (node, position) => {
    const isHere = (customer: string) => shards.get(customer) === position
    const rows = [
      [
        tables.customerChanges,
        ofNode(
          customers,
          one => isHere(one.id),
          one => changeRow(one, attributes, batch),
        ),
      ],
      [
        tables.events,
        ofNode(
          events,
          one => isHere(one.customer),
          one => eventRow(one, columns.events, batch),
        ),
      ],
      [
        tables.liveTransitions,
        ofNode(
          transitions,
          one => isHere(one.customer),
          one => moveRow(one, batch),
        ),
      ],
    ] as const
    const all = rows.map(([table, of]) => insert(node, nodes, batch, table, of))
    // None may still run when another has failed: what is written would be removed before it is there.
    await Promise.allSettled(all)
    await Promise.all(all)
  })
}

function ofNode<T>(all: readonly T[], isHere: (one: T) => boolean, rowOf: (one: T) => Row): readonly Row[] {
  return all.filter(isHere).map(rowOf)
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

function eventRow(
  event: EventRecord,
  columns: ReadonlyMap<string, readonly DeclaredColumn[]>,
  batch: number,
): Row {
  const { id, customer, at } = event
  const row: Row = { customer_id: customer, at: instantText(at), event_id: id, event: event.event, batch }
  for (const column of columns.get(event.event) ?? []) {
    const value = event.properties.get(column.name)
    if (value !== undefined) setCells(row, column, storedCells(column.type, value))
  }
  return row
}

function moveRow(move: LiveTransition, batch: number): Row {
  const { customer, event = '', late = false, at, seq, kind, definition, from, to, cause } = move
  const where = { customer_id: customer, kind, definition, from, to, cause }
  return { ...where, batch, seq, at: instantText(at), event, late: Number(late) }
}

function setCells(row: Row, column: DeclaredColumn, cells: readonly StoredCell[]): void {
  for (const [position, { name }] of column.columns.entries()) row[name] = cells[position] ?? null
}
