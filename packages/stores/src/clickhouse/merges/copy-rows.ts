import { randomUUID } from 'node:crypto'
import type { WarehouseSchema } from '@kindred/engine'
import { quoteName } from '@kindred/language'
import { batchQueryId } from '../batches/batch-journal.ts'
import { counts } from '../batches/noted-batch.ts'
import { presentColumns } from '../customers/present-customers.ts'
import { tableColumns } from '../imports/table-columns.ts'
import type { Nodes } from '../nodes.ts'
import type { BoundValue, Statement, WarehouseNode } from '../warehouse-node.ts'

/** Rows of a customer on one node, to be copied to another customer, who may be on another node. */
export interface Move {
  readonly from: string
  readonly into: string
  readonly batch: number
  readonly source: WarehouseNode
  readonly target: WarehouseNode
}

/** Copies the events of a customer, but for those whose id the other has already. */
export async function copyEvents(nodes: Nodes, move: Move): Promise<void> {
  const { events } = nodes.tables
  const columns = await movedColumns(nodes, move, 'events')
  const names = columns.map(([name]) => quoteName(name)).join(', ')
  await copy(nodes, move, {
    read: `SELECT ${names} FROM ${events} WHERE customer_id = {from:String} AND ${counts(nodes.tables)}`,
    write: `INSERT INTO ${events} (customer_id, batch, ${names}) SELECT {into:String}, {batch:UInt32}, ${names} FROM ${inputOf(columns)}
      WHERE event_id NOT IN (SELECT event_id FROM ${events} WHERE customer_id = {into:String} AND ${counts(nodes.tables)})`,
  })
}

/**
 * Copies what was said of a customer, one row an instant. Of an attribute of which both say something at the same instant
 * it says nothing: what was said of the other holds.
 */
export async function copyChanges(nodes: Nodes, schema: WarehouseSchema, move: Move): Promise<void> {
  const { customerChanges } = nodes.tables
  const { names, expressions, params } = presentColumns(schema)
  const columns = (await movedColumns(nodes, move, 'customer_changes')).filter(
    ([name]) => name === 'since' || name === 'sets' || names.includes(quoteName(name)),
  )
  const values = names.map(name => `, ${name}`).join('')
  const latest = expressions.map((one, at) => `, ${one} AS ${names[at]}`).join('')
  const said = `SELECT since, groupUniqArrayArray(sets) AS said FROM ${customerChanges} WHERE customer_id = {into:String} AND ${counts(nodes.tables)} GROUP BY since`
  const ordered = [...columns].sort(([a], [b]) => placeOf(a, names) - placeOf(b, names))
  await copy(
    nodes,
    move,
    {
      read: `SELECT change.since, groupUniqArrayArray(change.sets) AS all_sets${latest} FROM ${customerChanges} AS change
        WHERE change.customer_id = {from:String} AND ${counts(nodes.tables)} GROUP BY change.since`,
      write: `INSERT INTO ${customerChanges} (customer_id, batch, since, sets${values})
        SELECT {into:String}, {batch:UInt32}, since, arrayFilter(name -> NOT has(said, name), sets)${values}
        FROM ${inputOf(ordered)} AS moved LEFT JOIN (${said}) AS there USING (since)`,
    },
    params,
  )
}

function placeOf(column: string, names: readonly string[]): number {
  if (column === 'since') return -2
  return column === 'sets' ? -1 : names.indexOf(quoteName(column))
}

/** What the rows say beside whose they are and which batch brought them: name → type. */
async function movedColumns(
  nodes: Nodes,
  { source }: Move,
  table: string,
): Promise<readonly (readonly [string, string])[]> {
  const columns = await tableColumns(source, nodes, table)
  return [...columns].filter(([name]) => name !== 'customer_id' && name !== 'batch')
}

/** SQL: the rows in the body of the request. */
function inputOf(columns: readonly (readonly [string, string])[]): string {
  const structure = columns.map(([name, type]) => `${quoteName(name)} ${type}`).join(', ')
  return `input('${structure.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}')`
}

interface Copying {
  readonly read: string
  readonly write: string
}

async function copy(
  nodes: Nodes,
  { from, into, batch, source, target }: Move,
  { read, write }: Copying,
  more: Readonly<Record<string, BoundValue>> = {},
): Promise<void> {
  const reading = { sql: read, params: { ...more, from: { type: 'String', value: from } } }
  const writing: Statement = {
    sql: `${write} FORMAT RowBinary`,
    params: { into: { type: 'String', value: into }, batch: { type: 'UInt32', value: batch } },
  }
  const rows = await source.bytes(reading, 'RowBinary')
  await target.insertBytes(writing, rows, { queryId: batchQueryId(nodes.database, batch, randomUUID()) })
}
