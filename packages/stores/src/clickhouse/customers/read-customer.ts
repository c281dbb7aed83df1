import type { CustomerRecord, WarehouseSchema } from '@kindred/engine'
import type { SubjectEvent, Value } from '@kindred/language'
import { counts } from '../batches/noted-batch.ts'
import { isCustomer } from '../merges/is-customer.ts'
import type { Nodes } from '../nodes.ts'
import { columnsOf, type DeclaredColumn } from '../schema/declared-columns.ts'
import { shardsOf } from '../shards-of.ts'
import type { Cell, WarehouseNode } from '../warehouse-node.ts'
import { readSets, readValues, selectSets, selectValues } from './read-sets.ts'

/**
 * One customer as of an instant, from the one node that has her.
 *
 * @returns `undefined` while she is not known, and once she was merged into another.
 */
export async function readCustomer(
  nodes: Nodes,
  schema: WarehouseSchema,
  id: string,
  asOf: number,
): Promise<CustomerRecord | undefined> {
  const node = nodes.all[(await shardsOf(nodes, [id])).get(id) ?? 0] ?? nodes.first
  const [changes, events] = await Promise.all([
    readChanges(node, nodes, schema, id, asOf),
    readEvents(node, nodes, schema, id, asOf),
  ])
  const since = changes[0]?.since
  if (since === undefined) return undefined
  return { id, since: since === 0 ? undefined : since, attributes: attributesOf(changes), events }
}

interface Change {
  readonly since: number
  readonly sets: ReadonlyMap<string, Value | undefined>
}

function attributesOf(changes: readonly Change[]): ReadonlyMap<string, Value> {
  const attributes = new Map<string, Value>()
  for (const { sets } of changes) {
    for (const [name, value] of sets) {
      if (value === undefined) attributes.delete(name)
      else attributes.set(name, value)
    }
  }
  return attributes
}

async function readChanges(
  node: WarehouseNode,
  nodes: Nodes,
  schema: WarehouseSchema,
  id: string,
  asOf: number,
): Promise<readonly Change[]> {
  const sql = `SELECT toUnixTimestamp64Milli(since), ${selectSets(schema)} FROM ${nodes.tables.customerChanges}
    WHERE customer_id = {id:String} AND toUnixTimestamp64Milli(since) <= {as_of:Int64} AND ${counts(nodes.tables)} AND ${isCustomer(nodes.tables, 'from_id = {id:String}')} ORDER BY since, batch`
  const rows = await node.rows({ sql, params: of(id, asOf) })
  return rows.map(([since, ...cells]) => ({ since: Number(since), sets: readSets(schema, cells) }))
}

async function readEvents(
  node: WarehouseNode,
  nodes: Nodes,
  schema: WarehouseSchema,
  id: string,
  asOf: number,
): Promise<readonly SubjectEvent[]> {
  const columns = [...columnsOf(schema).events]
  const values = columns.flatMap(([, properties]) => selectValues(properties))
  const sql = `SELECT ${['toUnixTimestamp64Milli(at)', 'event_id', 'event', ...values].join(', ')} FROM ${nodes.tables.events}
    WHERE customer_id = {id:String} AND toUnixTimestamp64Milli(at) <= {as_of:Int64} AND ${counts(nodes.tables)} ORDER BY at, event_id`
  const rows = await node.rows({ sql, params: of(id, asOf) })
  const places = placesOf(columns)
  return rows.map(([at, eventId, event, ...cells]) => ({
    id: String(eventId),
    event: String(event),
    at: Number(at),
    properties: propertiesOf(places.get(String(event)), cells),
  }))
}

interface Place {
  readonly from: number
  readonly columns: readonly DeclaredColumn[]
}

/** Where among the cells the properties of each event stand. */
function placesOf(
  events: readonly (readonly [string, readonly DeclaredColumn[]])[],
): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>()
  let from = 0
  for (const [event, columns] of events) {
    places.set(event, { from, columns })
    from += columns.reduce((sum, column) => sum + column.columns.length, 0)
  }
  return places
}

function propertiesOf(place: Place | undefined, cells: readonly Cell[]): ReadonlyMap<string, Value> {
  const known = new Map<string, Value>()
  if (place === undefined) return known
  for (const [name, value] of readValues(place.columns, cells.slice(place.from))) {
    if (value !== undefined) known.set(name, value)
  }
  return known
}

function of(id: string, asOf: number) {
  // `asOf` may be any number a caller finds convenient for "ever", beyond what an instant's column can hold.
  return { id: { type: 'String', value: id }, as_of: { type: 'Int64', value: Math.floor(asOf) } }
}
