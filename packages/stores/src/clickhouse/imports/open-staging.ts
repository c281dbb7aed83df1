import type { CheckedMapping } from '@kindred/engine'
import { type PhysicalColumn, quoteName } from '@kindred/language'
import type { Nodes } from '../nodes.ts'
import { shardHash, tableName } from '../tables.ts'
import type { WarehouseNode } from '../warehouse-node.ts'
import { attributeColumns, type CompiledRows, lineColumn, propertyColumns } from './compile-rows.ts'
import { stagedId, stagingName, stagingNames, stagingTables } from './staging-tables.ts'

/** Drops whatever there is of an import, on every node; what feeds other tables first. */
export async function dropStaging(nodes: Nodes, id: string): Promise<void> {
  const { feeding, others } = stagingNames(id)
  await nodes.each(async node => {
    const there = await existing(node, nodes.database, [...feeding, ...others])
    for (const names of [feeding, others]) {
      const dropped = names.filter(name => there.has(name)).map(name => tableName(nodes.database, name))
      await Promise.all(dropped.map(table => node.command({ sql: `DROP TABLE IF EXISTS ${table} SYNC` })))
    }
  })
}

/** Ids of the imports of which some node has a table. */
export async function stagedIds(nodes: Nodes): Promise<readonly string[]> {
  const perNode = await nodes.each(node =>
    node.rows({
      sql: "SELECT name FROM system.tables WHERE database = {database:String} AND startsWith(name, 'import_')",
      params: { database: { type: 'String', value: nodes.database } },
    }),
  )
  return [...new Set(perNode.flat().flatMap(([name]) => stagedId(String(name)) ?? []))]
}

async function existing(
  node: WarehouseNode,
  database: string,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await node.rows({
    sql: 'SELECT name FROM system.tables WHERE database = {database:String} AND name IN {names:Array(String)}',
    params: { database: { type: 'String', value: database }, names: { type: 'Array(String)', value: names } },
  })
  return new Set(rows.map(([name]) => String(name)))
}

/** Makes the tables of an import, empty. */
export async function openStaging(
  nodes: Nodes,
  id: string,
  mapping: CheckedMapping,
  rows: CompiledRows,
): Promise<void> {
  const tables = stagingTables(nodes.database, id)
  const like = mapping.kind === 'events' ? nodes.tables.events : nodes.tables.customerChanges
  const columns = [...propertyColumns(mapping), ...attributeColumns(mapping), lineColumn]
  // The same structure as the table the parts are moved to; a dry run may bring columns that are not declared yet.
  await nodes.command({ sql: `CREATE TABLE ${tables.rows} AS ${like}` })
  // Parts are merged where they end: merging them here as well would be work for nothing.
  const changes = [...columns.map(addColumn), `MODIFY SETTING ${unmerged}`]
  await nodes.command({ sql: `ALTER TABLE ${tables.rows} ${changes.join(', ')}` })
  const { first, cluster, database } = nodes
  if (cluster !== undefined) {
    const engine = `Distributed('${cluster}', '${database}', '${stagingName(id, 'rows')}', ${shardHash})`
    await first.command({ sql: `CREATE TABLE ${tables.rowsEverywhere} AS ${tables.rows} ENGINE = ${engine}` })
  }
  const target = cluster === undefined ? tables.rows : tables.rowsEverywhere
  const stored = rows.stored.map(column => quoteName(column.name)).join(', ')
  for (const sql of [
    `CREATE TABLE ${tables.aside} (line UInt64, code UInt16, given String) ENGINE = MergeTree ORDER BY line`,
    `CREATE TABLE ${tables.incoming} (${rows.columns.map(columnText).join(', ')}) ENGINE = Null`,
    `CREATE MATERIALIZED VIEW ${tables.toRows} TO ${target} AS SELECT ${stored} FROM ${tables.incoming} WHERE stays`,
    `CREATE MATERIALIZED VIEW ${tables.toAside} TO ${tables.aside} AS SELECT ${rows.told} FROM ${tables.incoming} WHERE aside`,
  ]) {
    await first.command({ sql })
  }
}

const unmerged =
  'max_bytes_to_merge_at_max_space_in_pool = 1, parts_to_delay_insert = 100000, parts_to_throw_insert = 100000'

export function addColumn(column: PhysicalColumn): string {
  return `ADD COLUMN IF NOT EXISTS ${columnText(column)}`
}

function columnText({ name, type }: PhysicalColumn): string {
  return `${quoteName(name)} ${type}`
}
