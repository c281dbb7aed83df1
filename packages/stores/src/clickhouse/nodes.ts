import { type Tables, tablesOf } from './tables.ts'
import { type NodeAddress, type Statement, type StatementOptions, WarehouseNode } from './warehouse-node.ts'

export interface NodesOptions {
  /** In the order customers are divided by: position i holds those whose hash leaves the remainder i. */
  readonly nodes: readonly Omit<NodeAddress, 'database'>[]
  readonly database: string
  /** What the servers call the cluster; needed where there are several nodes. */
  readonly cluster?: string
  /** Whether no other process can be writing: the servers are ours. Otherwise writers take turns by a lease. */
  readonly alone?: boolean
}

/**
 * The nodes of one warehouse. Each holds some customers whole: all their events, changes and memberships. So a
 * question about a population is put to each node's own tables and the answers are added up here.
 *
 * @example
 * const perNode = await nodes.each(node => node.rows({ sql: `SELECT count() FROM ${nodes.tables.events}` }))
 */
export class Nodes {
  readonly all: readonly WarehouseNode[]
  readonly database: string
  readonly tables: Tables
  readonly cluster: string | undefined
  readonly alone: boolean

  constructor({ nodes, database, cluster, alone = false }: NodesOptions) {
    this.alone = alone
    this.all = nodes.map(node => new WarehouseNode({ ...node, database }))
    this.database = database
    this.tables = tablesOf(database)
    this.cluster = nodes.length > 1 ? (cluster ?? database) : undefined
  }

  /** Any one: for what every node knows alike. */
  get first(): WarehouseNode {
    const [first] = this.all
    if (first === undefined) throw new RangeError('A warehouse has at least one node.')
    return first
  }

  /**
   * Does the same on every node at once, and gives the answers in the order of the nodes: all of them, or an error
   * that names the node that failed. It waits for the others first, so that nothing still runs when it returns.
   */
  async each<T>(work: (node: WarehouseNode, position: number) => Promise<T>): Promise<T[]> {
    const settled = await Promise.allSettled(this.all.map(work))
    const failed = settled.find(one => one.status === 'rejected')
    if (failed !== undefined) throw failed.reason
    return settled.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
  }

  /** The same statement on every node. */
  async command(statement: Statement, options?: StatementOptions): Promise<void> {
    await this.each(node => node.command(statement, options))
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map(node => node.close()))
  }
}
