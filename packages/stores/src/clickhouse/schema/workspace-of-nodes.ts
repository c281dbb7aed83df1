import type { Nodes } from '../nodes.ts'
import type { WarehouseNode } from '../warehouse-node.ts'

/** The workspaces the nodes belong to, each once; of those noted on a node the first one counts. */
export async function workspacesOfNodes(nodes: Nodes): Promise<readonly string[]> {
  const perNode = await nodes.each(node => workspaceOf(nodes, node))
  return [...new Set(perNode.flatMap(id => id ?? []))].sort()
}

/** Notes the id on every node that has none. */
export async function joinWorkspace(nodes: Nodes, id: string): Promise<void> {
  await nodes.each(async node => {
    if ((await workspaceOf(nodes, node)) === undefined) await node.insert(nodes.tables.workspace, [{ id }])
  })
}

async function workspaceOf(nodes: Nodes, node: WarehouseNode): Promise<string | undefined> {
  const sql = `SELECT id FROM ${nodes.tables.workspace} ORDER BY noted_at, id LIMIT 1`
  const [row] = await node.rows({ sql })
  return row === undefined ? undefined : String(row[0])
}
