import type { UnreachedNode } from '@kindred/engine'
import { WarehouseError } from '../errors.ts'
import type { Nodes } from '../nodes.ts'
import type { WarehouseNode } from '../warehouse-node.ts'

/** How long a node may take to say that it is there, in milliseconds. */
const patience = 5_000

/** What nodes that are up answered, and which are down. */
export interface Reached<T> {
  readonly answers: readonly T[]
  readonly unreached: readonly UnreachedNode[]
}

/** The same on every node that is up. @throws whatever a node throws that is. */
export async function onReached<T>(
  nodes: Nodes,
  work: (node: WarehouseNode) => Promise<T>,
): Promise<Reached<T>> {
  const asked = await nodes.each(async node => {
    const down = await downNode(node)
    return down === undefined ? { answer: await work(node) } : { down }
  })
  return {
    answers: asked.flatMap(each => ('answer' in each ? [each.answer] : [])),
    unreached: asked.flatMap(each => ('down' in each ? [each.down] : [])),
  }
}

async function downNode(node: WarehouseNode): Promise<UnreachedNode | undefined> {
  const signal = AbortSignal.timeout(patience)
  try {
    await node.rows({ sql: 'SELECT 1' }, { signal })
    return undefined
  } catch (error) {
    if (signal.aborted) return { node: node.name, says: `It did not answer within ${patience / 1000} s.` }
    if (!(error instanceof WarehouseError)) throw error
    if (error.code !== 'node_unreachable' && error.code !== 'engine_stopped') throw error
    return { node: node.name, says: error.says }
  }
}
