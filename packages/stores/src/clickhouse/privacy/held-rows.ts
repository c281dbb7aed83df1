import type { HeldRows } from '@kindred/engine'
import type { Nodes } from '../nodes.ts'
import type { WarehouseNode } from '../warehouse-node.ts'
import { countNoted } from './noted-customers.ts'
import { personsMerges, personsRows } from './persons-rows.ts'
import { onReached } from './reached-nodes.ts'

/** How many rows there are of some customers. What is the same on every node (merges, the journal) is counted once. */
export async function heldRows(nodes: Nodes, customers: readonly string[]): Promise<HeldRows> {
  const { answers, unreached } = await onReached(nodes, node => countRows(node, nodes, customers))
  const rows = new Map<string, number>()
  for (const { own, shared } of answers) {
    for (const [what, count] of own) rows.set(what, (rows.get(what) ?? 0) + count)
    for (const [what, count] of shared) rows.set(what, Math.max(rows.get(what) ?? 0, count))
  }
  return { rows, unreached }
}

async function countRows(node: WarehouseNode, nodes: Nodes, customers: readonly string[]) {
  const count = async (table: string, where: string): Promise<number> => {
    const params = { ids: { type: 'Array(String)', value: customers } }
    const [row] = await node.rows({ sql: `SELECT count() FROM ${table} WHERE ${where}`, params })
    return Number(row?.[0] ?? 0)
  }
  const own = new Map<string, number>()
  for (const { what, table, where } of personsRows(nodes.tables))
    own.set(what, await count(table, where('{ids:Array(String)}')))
  const shared = new Map([
    ['merges', await count(nodes.tables.merges, personsMerges('{ids:Array(String)}'))],
    ['deliveries', await countNoted(node, nodes, customers)],
  ])
  return { own, shared }
}
