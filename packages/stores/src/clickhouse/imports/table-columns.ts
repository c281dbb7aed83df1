import type { Nodes } from '../nodes.ts'
import type { WarehouseNode } from '../warehouse-node.ts'

/** The columns of a table on one node with their types, in their order. */
export async function tableColumns(
  node: WarehouseNode,
  nodes: Nodes,
  table: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await node.rows({
    sql: 'SELECT name, type FROM system.columns WHERE database = {database:String} AND table = {table:String} ORDER BY position',
    params: { database: { type: 'String', value: nodes.database }, table: { type: 'String', value: table } },
  })
  return new Map(rows.map(([name, type]) => [String(name), String(type)]))
}
