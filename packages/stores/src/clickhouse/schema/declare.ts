import type { WarehouseSchema } from '@kindred/engine'
import { type DeclaredType, type PhysicalColumn, quoteName } from '@kindred/language'
import { WarehouseError } from '../errors.ts'
import type { Nodes } from '../nodes.ts'
import { distributedName, tableName } from '../tables.ts'
import type { WarehouseNode } from '../warehouse-node.ts'
import { columnsOf, schemaOf } from './declared-columns.ts'

/**
 * Adds the columns that are missing, on every node; what is there stays. Checked on all nodes before any is changed.
 *
 * @throws WarehouseError `column_type_changed` names the attribute or property, and both types.
 */
export async function declare(nodes: Nodes, schema: WarehouseSchema): Promise<void> {
  const known = await nodes.each(node => readSchema(node, nodes))
  for (const one of known) refuseChangedTypes(one, schema)
  await nodes.each((node, position) => addColumns(node, nodes, missing(schema, known[position])))
}

/** What has been declared on a node. */
export async function readSchema(node: WarehouseNode, nodes: Nodes): Promise<WarehouseSchema> {
  const rows = await node.rows({
    sql: `SELECT table, name, type FROM system.columns WHERE database = {database:String} AND table IN ('events', 'customers') ORDER BY position`,
    params: { database: { type: 'String', value: nodes.database } },
  })
  const of = (table: string) =>
    new Map(rows.filter(row => row[0] === table).map(row => [String(row[1]), String(row[2])]))
  if (rows.length === 0) {
    throw new WarehouseError('schema_missing', { node: node.name, database: nodes.database })
  }
  return schemaOf(of('events'), of('customers'))
}

function refuseChangedTypes(known: WarehouseSchema, wanted: WarehouseSchema): void {
  refuseChange('attribute ', known.attributes, wanted.attributes)
  for (const [event, properties] of wanted.events) {
    refuseChange(`property ${event}.`, known.events.get(event) ?? new Map(), properties)
  }
}

function refuseChange(
  what: string,
  known: ReadonlyMap<string, DeclaredType>,
  wanted: ReadonlyMap<string, DeclaredType>,
): void {
  for (const [name, type] of wanted) {
    const before = known.get(name)
    if (before === undefined || before === type) continue
    throw new WarehouseError('column_type_changed', { column: `${what}${name}`, known: before, type })
  }
}

interface MissingColumns {
  readonly attributes: readonly PhysicalColumn[]
  readonly properties: readonly PhysicalColumn[]
}

function missing(wanted: WarehouseSchema, known: WarehouseSchema | undefined): MissingColumns {
  const { attributes, events } = columnsOf(wanted)
  const properties = [...events].flatMap(([event, columns]) =>
    columns.filter(column => !known?.events.get(event)?.has(column.name)),
  )
  return {
    attributes: attributes.filter(column => !known?.attributes.has(column.name)).flatMap(one => one.columns),
    properties: properties.flatMap(one => one.columns),
  }
}

/** `customers` comes last: what is declared is read from it, and by then the others have the column too. */
async function addColumns(node: WarehouseNode, nodes: Nodes, columns: MissingColumns): Promise<void> {
  const { attributes, properties } = columns
  await addTo(node, nodes, 'customer_changes', attributes)
  await addTo(node, nodes, 'customers', attributes)
  await addTo(node, nodes, 'events', properties)
}

async function addTo(
  node: WarehouseNode,
  nodes: Nodes,
  table: string,
  columns: readonly PhysicalColumn[],
): Promise<void> {
  if (columns.length === 0) return
  const added = columns
    .map(({ name, type }) => `ADD COLUMN IF NOT EXISTS ${quoteName(name)} ${type}`)
    .join(', ')
  // The distributed table first: it may name a column its shards have not got yet, but not lack one they have.
  const names = nodes.cluster === undefined ? [table] : [distributedName(table), table]
  for (const name of names)
    await node.command({ sql: `ALTER TABLE ${tableName(nodes.database, name)} ${added}` })
}
