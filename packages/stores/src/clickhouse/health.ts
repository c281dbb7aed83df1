import type { NodeHealth } from '@kindred/engine'
import { WarehouseError } from './errors.ts'
import type { Nodes } from './nodes.ts'
import { checkOrder, checkShards } from './schema/check-cluster.ts'
import { readNodeSchema, refuseStranger } from './schema/migrate.ts'
import { currentVersion } from './schema/migrations.ts'
import type { WarehouseNode } from './warehouse-node.ts'

/** How long a node may take to say that it is there. */
const patience = 5_000

/** What each node is and what is wrong with it; never throws. */
export async function health(nodes: Nodes): Promise<readonly NodeHealth[]> {
  const found = await nodes.each((node, position) => healthOf(node, position, nodes))
  if (found.some(one => !one.reachable || one.problem !== undefined)) return found
  const problem = await problemOf(async () => {
    await checkShards(nodes)
    await checkOrder(nodes)
  })
  return problem === undefined ? found : found.map(one => ({ ...one, problem }))
}

async function healthOf(node: WarehouseNode, position: number, nodes: Nodes): Promise<NodeHealth> {
  const version = await versionOf(node)
  if (version instanceof WarehouseError) {
    return {
      node: node.name,
      reachable: version.code !== 'node_unreachable' && version.code !== 'engine_stopped',
      problem: sentencesOf(version),
    }
  }
  const about = { node: node.name, reachable: true, engineVersion: version }
  let schemaVersion = 0
  const problem = await problemOf(async () => {
    const schema = await readNodeSchema(node, nodes)
    schemaVersion = schema?.version ?? 0
    refuseStranger(schema, position, nodes)
    if (schema === undefined)
      throw new WarehouseError('schema_missing', { node: node.name, database: nodes.database })
    if (schema.version < currentVersion) {
      throw new WarehouseError('schema_older', {
        node: node.name,
        found: schema.version,
        known: currentVersion,
      })
    }
  })
  return { ...about, schemaVersion, ...(problem === undefined ? {} : { problem }) }
}

async function versionOf(node: WarehouseNode): Promise<string | WarehouseError> {
  const signal = AbortSignal.timeout(patience)
  try {
    return String((await node.rows({ sql: 'SELECT version()' }, { signal }))[0]?.[0])
  } catch (error) {
    const reason = `no answer within ${patience / 1000} s`
    if (signal.aborted)
      return new WarehouseError('node_unreachable', { node: node.name, reason }, { cause: error })
    return asWarehouseError(error, node)
  }
}

async function problemOf(look: () => Promise<void>): Promise<NodeHealth['problem']> {
  try {
    await look()
    return undefined
  } catch (error) {
    if (error instanceof WarehouseError) return sentencesOf(error)
    throw error
  }
}

function asWarehouseError(error: unknown, node: WarehouseNode): WarehouseError {
  if (error instanceof WarehouseError) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new WarehouseError('node_unreachable', { node: node.name, reason }, { cause: error })
}

function sentencesOf({ says, remedy }: WarehouseError) {
  return { says, remedy }
}
