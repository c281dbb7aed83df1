import type { PublishResult } from '@kindred/engine'
import { quoteName } from '@kindred/language'
import type { Nodes } from '../nodes.ts'
import { tableName } from '../tables.ts'
import type { WarehouseNode } from '../warehouse-node.ts'
import { countChanges, findChanges } from './find-changes.ts'
import type { ImportPlan } from './import-plan.ts'
import { addColumn } from './open-staging.ts'
import { stagingName, stagingTables } from './staging-tables.ts'
import { tableColumns } from './table-columns.ts'
import { countOf, takeDuplicates } from './take-duplicates.ts'

/** What is ready on one node, and how much of it. */
export interface Prepared {
  readonly source: 'rows' | 'kept'
  readonly events: number
  readonly changes: number
  readonly customers: number
  readonly newCustomers: number
  readonly duplicates: number
}

/**
 * Makes the rows of an import visible on one node. Killed at any point and called again with the same batch it goes
 * on: what was prepared is prepared anew until the figures are written, and after that it is only moved.
 */
export async function publishOnNode(
  node: WarehouseNode,
  nodes: Nodes,
  id: string,
  plan: ImportPlan,
  batch: number,
): Promise<Prepared> {
  const ready = (await readFigures(node, nodes, id)) ?? (await prepare(node, nodes, id, plan, batch))
  await writeFigures(node, nodes, id, ready)
  const tables = stagingTables(nodes.database, id)
  if (plan.kind === 'events') {
    await fitToEvents(node, nodes, id, ready.source, batch)
    await moveRows(node, tables[ready.source], nodes.tables.events, ready.events, batch)
  }
  await moveRows(node, tables.changes, nodes.tables.customerChanges, ready.changes, batch)
  return ready
}

/** Finds out which events and which changes are new, and puts them into tables whose parts only have to be moved. */
export async function prepare(
  node: WarehouseNode,
  nodes: Nodes,
  id: string,
  plan: ImportPlan,
  batch: number,
): Promise<Prepared> {
  const tables = stagingTables(nodes.database, id)
  const earlier = [tables.taken, tables.kept, tables.changes]
  await Promise.all(earlier.map(table => node.command({ sql: `DROP TABLE IF EXISTS ${table} SYNC` })))
  const { source, duplicates } =
    plan.kind === 'events'
      ? await takeDuplicates(node, nodes, tables, plan)
      : { source: 'rows' as const, duplicates: 0 }
  await findChanges(node, nodes, { plan, batch, source: tables[source], tables })
  const counted = await countChanges(node, nodes, tables)
  const rows = await countOf(node, tables[source])
  const events = plan.kind === 'events' ? rows : 0
  const telling = plan.dated ? counted.changes : counted.customers
  return {
    source,
    events,
    ...counted,
    // Of customers, a row that says nothing new changes nothing.
    duplicates: plan.kind === 'events' ? duplicates : rows - telling,
  }
}

/** The figures of all nodes together. */
export function summed(prepared: readonly Prepared[]): PublishResult {
  const sum = (of: (one: Prepared) => number) => prepared.reduce((total, one) => total + of(one), 0)
  return {
    events: sum(one => one.events),
    customers: sum(one => one.customers),
    newCustomers: sum(one => one.newCustomers),
    duplicates: sum(one => one.duplicates),
  }
}

async function readFigures(node: WarehouseNode, nodes: Nodes, id: string): Promise<Prepared | undefined> {
  const { figures } = stagingTables(nodes.database, id)
  const known = await node.rows({ sql: `EXISTS TABLE ${figures}` })
  if (Number(known[0]?.[0]) !== 1) return undefined
  const text = (await node.rows({ sql: `SELECT figures FROM ${figures}` }))[0]?.[0]
  // Written by `writeFigures`, by nobody else; a table without a row was made by a process that died then.
  return typeof text === 'string' ? (JSON.parse(text) as Prepared) : undefined
}

async function writeFigures(node: WarehouseNode, nodes: Nodes, id: string, ready: Prepared): Promise<void> {
  const { figures } = stagingTables(nodes.database, id)
  await node.command({
    sql: `CREATE TABLE IF NOT EXISTS ${figures} (figures String) ENGINE = MergeTree ORDER BY tuple()`,
  })
  if ((await countOf(node, figures)) === 0) await node.insert(figures, [{ figures: JSON.stringify(ready) }])
}

/** Gives the rows their batch and the structure of `events`. Both touch single columns: the others are not read. */
async function fitToEvents(
  node: WarehouseNode,
  nodes: Nodes,
  id: string,
  source: 'rows' | 'kept',
  batch: number,
): Promise<void> {
  const own = await tableColumns(node, nodes, stagingName(id, source))
  const wanted = await tableColumns(node, nodes, 'events')
  const extra = [...own.keys()]
    .filter(name => !wanted.has(name))
    .map(name => `DROP COLUMN IF EXISTS ${quoteName(name)}`)
  // Declared since this was staged.
  const missing = [...wanted]
    .filter(([name]) => !own.has(name))
    .map(([name, type]) => addColumn({ name, type }))
  const table = tableName(nodes.database, stagingName(id, source))
  if ((await countOf(node, table)) === 0) return
  await node.command({
    sql: `ALTER TABLE ${table} ${[...missing, 'UPDATE batch = {batch:UInt32} WHERE 1', ...extra].join(', ')}`,
    params: { batch: { type: 'UInt32', value: batch } },
    settings: { mutations_sync: 1, alter_sync: 1 },
  })
}

/**
 * Moves all parts of a table into another. The parts become visible one by one and leave their table after that, so a
 * server that is killed in between may have some in both: by their number it is told whether all had arrived.
 */
async function moveRows(
  node: WarehouseNode,
  from: string,
  to: string,
  total: number,
  batch: number,
): Promise<void> {
  if ((await countOf(node, from)) === 0) return
  const params = { batch: { type: 'UInt32', value: batch } }
  const arrived = await node.rows({ sql: `SELECT count() FROM ${to} WHERE batch = {batch:UInt32}`, params })
  const there = Number(arrived[0]?.[0] ?? 0)
  if (there >= total) {
    await node.command({ sql: `TRUNCATE TABLE ${from}` })
    return
  }
  if (there > 0) await node.command({ sql: `DELETE FROM ${to} WHERE batch = {batch:UInt32}`, params })
  await node.command({ sql: `ALTER TABLE ${from} MOVE PARTITION tuple() TO TABLE ${to}` })
}
