import { WarehouseError } from '../errors.ts'
import type { Nodes } from '../nodes.ts'
import type { WarehouseNode } from '../warehouse-node.ts'

/**
 * Whether the servers and we mean the same by "the cluster": as many shards as nodes. Each node's own names for the
 * others are kept, so that its complaints of them can be understood.
 *
 * @throws WarehouseError `cluster_unknown`
 */
export async function checkShards(nodes: Nodes): Promise<void> {
  const { cluster } = nodes
  if (cluster !== undefined) await nodes.each(node => nameShards(node, cluster, nodes))
}

/**
 * Whether they have them in the same order. An insert through a distributed table would otherwise put customers where
 * nobody looks for them. Needs the tables.
 *
 * @throws WarehouseError `nodes_changed`
 */
export async function checkOrder(nodes: Nodes): Promise<void> {
  const { cluster } = nodes
  if (cluster !== undefined) await nodes.each(node => comparePositions(node, cluster, nodes))
}

async function comparePositions(node: WarehouseNode, cluster: string, nodes: Nodes): Promise<void> {
  const params = { cluster: { type: 'String', value: cluster } }
  const sql = `SELECT _shard_num, any(position) FROM cluster({cluster:String}, ${nodes.tables.schemaVersions}) GROUP BY _shard_num`
  for (const [shard, position] of await node.rows({ sql, params })) {
    if (Number(shard) === Number(position) + 1) continue
    throw new WarehouseError('nodes_changed', {
      node: nodes.all[Number(position)]?.name ?? node.name,
      was: `${Number(position) + 1} of ${nodes.all.length}`,
      is: `${shard} of ${nodes.all.length} in the cluster '${cluster}' of ${node.name}`,
    })
  }
}

async function nameShards(node: WarehouseNode, cluster: string, nodes: Nodes): Promise<void> {
  const shards = await node.rows({
    sql: 'SELECT shard_num, host_name, host_address, port FROM system.clusters WHERE cluster = {cluster:String}',
    params: { cluster: { type: 'String', value: cluster } },
  })
  const count = nodes.all.length
  const found = new Set(shards.map(([shard]) => shard)).size
  if (found !== count) {
    throw new WarehouseError('cluster_unknown', { node: node.name, cluster, count, found: `it has ${found}` })
  }
  const names = shards.flatMap(([shard, host, address, port]) =>
    [host, address].map(one => [`${one}:${port}`, nodes.all[Number(shard) - 1]?.name ?? ''] as const),
  )
  node.nameShards(new Map(names))
}
