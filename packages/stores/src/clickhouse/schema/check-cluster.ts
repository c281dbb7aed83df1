import { WarehouseError } from '../errors.ts'
import type { Nodes } from '../nodes.ts'
import type { WarehouseNode } from '../warehouse-node.ts'

/**
 * Whether the servers and we mean the same by "the cluster": as many shards as nodes, in the same order. An insert
 * through a distributed table would otherwise put customers where nobody looks for them.
 *
 * @throws WarehouseError `cluster_unknown`, `nodes_changed`
 */
export async function checkCluster(nodes: Nodes): Promise<void> {
  const { cluster } = nodes
  if (cluster === undefined) return
  await nodes.each(node => checkShards(node, cluster, nodes))
}

async function checkShards(node: WarehouseNode, cluster: string, nodes: Nodes): Promise<void> {
  const shards = await node.rows({
    sql: 'SELECT uniqExact(shard_num) FROM system.clusters WHERE cluster = {cluster:String}',
    params: { cluster: { type: 'String', value: cluster } },
  })
  const found = Number(shards[0]?.[0])
  const count = nodes.all.length
  if (found !== count) {
    throw new WarehouseError('cluster_unknown', { node: node.name, cluster, count, found: `it has ${found}` })
  }
  const positions = await node.rows({
    sql: `SELECT _shard_num, any(position) FROM cluster({cluster:String}, ${nodes.tables.schemaVersions}) GROUP BY _shard_num`,
    params: { cluster: { type: 'String', value: cluster } },
  })
  const strange = positions.find(([shard, position]) => Number(shard) !== Number(position) + 1)
  if (strange === undefined) return
  const was = `${Number(strange[1]) + 1} of ${count}`
  throw new WarehouseError('nodes_changed', {
    node: nodes.all[Number(strange[1])]?.name ?? node.name,
    was,
    is: `${strange[0]} of ${count} in the cluster '${cluster}' of ${node.name}`,
  })
}
