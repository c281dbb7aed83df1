import type { Nodes } from '../nodes.ts'
import type { WarehouseNode } from '../warehouse-node.ts'

/** Removes everything of one refresh; does nothing when there is nothing. */
export async function dropRefresh(nodes: Nodes, id: number): Promise<void> {
  await nodes.each(async node => {
    await dropMemberships(nodes, node, kept => kept === id)
    await dropTransitions(nodes, node, id)
  })
}

/** Removes the memberships of all refreshes but these; their moves stay. */
export async function keepRefreshes(nodes: Nodes, ids: readonly number[]): Promise<void> {
  const kept = new Set(ids)
  await nodes.each(node => dropMemberships(nodes, node, id => !kept.has(id)))
}

async function dropMemberships(
  nodes: Nodes,
  node: WarehouseNode,
  isToGo: (id: number) => boolean,
): Promise<void> {
  for (const id of (await partitions(nodes, node, 'memberships')).filter(isToGo)) {
    await node.command({
      sql: `ALTER TABLE ${nodes.tables.memberships} DROP PARTITION {id:UInt32}`,
      params: { id: { type: 'UInt32', value: id } },
    })
  }
}

async function partitions(nodes: Nodes, node: WarehouseNode, table: string): Promise<readonly number[]> {
  const sql =
    'SELECT DISTINCT partition FROM system.parts WHERE database = {database:String} AND table = {table:String} AND active'
  const params = {
    database: { type: 'String', value: nodes.database },
    table: { type: 'String', value: table },
  }
  return (await node.rows({ sql, params })).map(([partition]) => Number(partition))
}

/** A partition holds the moves of many refreshes, so that years of them are no burden; only unpublished ones ever go. */
async function dropTransitions(nodes: Nodes, node: WarehouseNode, id: number): Promise<void> {
  const params = { id: { type: 'UInt32', value: id } }
  const sql = `SELECT count() FROM ${nodes.tables.transitions} WHERE refresh = {id:UInt32}`
  if (Number((await node.rows({ sql, params }))[0]?.[0]) === 0) return
  await node.command({ sql: `DELETE FROM ${nodes.tables.transitions} WHERE refresh = {id:UInt32}`, params })
}
