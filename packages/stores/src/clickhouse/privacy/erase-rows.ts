import type { UnreachedNode } from '@kindred/engine'
import type { BatchJournal } from '../batches/batch-journal.ts'
import type { Nodes } from '../nodes.ts'
import type { WarehouseNode } from '../warehouse-node.ts'
import { forgetNoted } from './noted-customers.ts'
import { personsMerges, personsRows } from './persons-rows.ts'
import { onReached } from './reached-nodes.ts'

/**
 * Removes all rows of some customers, while nobody writes. With a node down nobody can write, and the others are erased
 * all the same.
 *
 * A server keeps the text of what it was told to remove, so ids are not in it: they lie in a table of their own for as long
 * as it takes.
 */
export async function eraseRows(
  nodes: Nodes,
  journal: BatchJournal,
  customers: readonly string[],
): Promise<readonly UnreachedNode[]> {
  const { unreached } = await onReached(nodes, async () => undefined)
  const erase = () => onReached(nodes, node => eraseOn(node, nodes, customers))
  const done = unreached.length === 0 ? await journal.exclusively(erase) : await erase()
  return done.unreached
}

async function eraseOn(node: WarehouseNode, nodes: Nodes, customers: readonly string[]): Promise<void> {
  const { erasing, merges } = nodes.tables
  await node.insert(
    erasing,
    customers.map(id => ({ customer_id: id })),
  )
  const them = `(SELECT customer_id FROM ${erasing})`
  const remove = (table: string, where: string) =>
    node.command({ sql: `ALTER TABLE ${table} DELETE WHERE ${where} SETTINGS mutations_sync = 1` })
  for (const { table, where } of personsRows(nodes.tables)) await remove(table, where(them))
  await forgetNoted(node, nodes, customers)
  // Last: by them the rows are found that merges copied.
  await remove(merges, personsMerges(them))
  await node.command({ sql: `TRUNCATE TABLE ${erasing}` })
}
