import { quoteName } from '@kindred/language'
import { WarehouseError } from '../errors.ts'
import type { Nodes } from '../nodes.ts'
import type { WarehouseNode } from '../warehouse-node.ts'
import { checkOrder, checkShards } from './check-cluster.ts'
import { currentVersion, migrations } from './migrations.ts'

/** What a node knows of itself: its schema version, and its place among the nodes when its tables were made. */
export interface NodeSchema {
  readonly version: number
  readonly position: number
  readonly count: number
}

/**
 * Brings every node to the current version. There is no transaction over nodes, so every statement can be
 * repeated, and each node notes a version only once it has it whole: whoever comes next goes on from there.
 *
 * @throws WarehouseError `schema_newer`, `nodes_changed`, `cluster_unknown`, `node_unreachable`; nothing is changed
 * on any node then.
 */
export async function migrate(nodes: Nodes): Promise<void> {
  const found = await nodes.each(node => readNodeSchema(node, nodes))
  for (const [position, schema] of found.entries()) refuseStranger(schema, position, nodes)
  await checkShards(nodes)
  await nodes.each((node, position) => migrateNode(node, position, nodes, found[position]?.version ?? 0))
  await checkOrder(nodes)
}

/** A node's own record; `undefined` where there are no tables of ours. */
export async function readNodeSchema(node: WarehouseNode, nodes: Nodes): Promise<NodeSchema | undefined> {
  const known = await node.rows({
    sql: `SELECT count() FROM system.tables WHERE database = {database:String} AND name = 'schema_versions'`,
    params: { database: { type: 'String', value: nodes.database } },
  })
  if (Number(known[0]?.[0]) === 0) return undefined
  const sql = `SELECT max(version), argMax(position, version), argMax(nodes, version), count() FROM ${nodes.tables.schemaVersions}`
  const [version, position, count, rows] = ((await node.rows({ sql }))[0] ?? []).map(Number)
  if (version === undefined || position === undefined || count === undefined || rows === 0) return undefined
  return { version, position, count }
}

/**
 * Refuses a node that this code or this configuration does not fit.
 *
 * @throws WarehouseError `schema_newer`, `nodes_changed`
 */
export function refuseStranger(schema: NodeSchema | undefined, position: number, nodes: Nodes): void {
  if (schema === undefined) return
  const node = nodes.all[position]?.name ?? ''
  if (schema.version > currentVersion) {
    throw new WarehouseError('schema_newer', { node, found: schema.version, known: currentVersion })
  }
  // Customers lie where the remainder by the number of nodes put them: in another order they could not be found.
  if (schema.position === position && schema.count === nodes.all.length) return
  const was = `${schema.position + 1} of ${schema.count}`
  throw new WarehouseError('nodes_changed', { node, was, is: `${position + 1} of ${nodes.all.length}` })
}

async function migrateNode(
  node: WarehouseNode,
  position: number,
  nodes: Nodes,
  version: number,
): Promise<void> {
  await node.command({ sql: `CREATE DATABASE IF NOT EXISTS ${quoteName(nodes.database)} ENGINE = Atomic` })
  await node.command({
    sql: `CREATE TABLE IF NOT EXISTS ${nodes.tables.schemaVersions} (version UInt32, position UInt16, nodes UInt16, noted_at DateTime64(3, 'UTC') DEFAULT now64(3)) ENGINE = MergeTree ORDER BY version`,
  })
  for (const migration of migrations.filter(one => one.version > version)) {
    for (const sql of migration.statements(nodes)) await node.command({ sql })
    await node.insert(nodes.tables.schemaVersions, [
      { version: migration.version, position, nodes: nodes.all.length },
    ])
  }
}
