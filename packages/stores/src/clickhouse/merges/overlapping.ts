import { counts } from '../batches/noted-batch.ts'
import { chunksOf } from '../chunks-of.ts'
import type { Nodes } from '../nodes.ts'
import type { BoundValue } from '../warehouse-node.ts'
import type { Move } from './copy-rows.ts'

/**
 * Which of some batches brought the second customer an event that the first has too, or said something of an attribute
 * at the same instant: what keeps rows of the first from being moved.
 */
export async function overlapping(
  nodes: Nodes,
  move: Move,
  batches: readonly number[],
): Promise<ReadonlySet<number>> {
  if (batches.length === 0) return new Set()
  const found = await Promise.all([
    overlappingEvents(nodes, move, batches),
    overlappingSets(nodes, move, batches),
  ])
  return new Set(found.flat())
}

async function overlappingEvents(nodes: Nodes, move: Move, batches: readonly number[]): Promise<number[]> {
  const { events } = nodes.tables
  const own = `SELECT event_id FROM ${events} WHERE customer_id = {customer:String} AND ${counts(nodes.tables)}`
  const ids = (await move.source.rows({ sql: own, params: { customer: text(move.from) } })).map(([id]) =>
    String(id),
  )
  const sql = `SELECT DISTINCT batch FROM ${events} WHERE customer_id = {customer:String} AND batch IN {batches:Array(UInt32)} AND event_id IN {ids:Array(String)}`
  const found: number[] = []
  for (const some of chunksOf(ids)) {
    const params = {
      customer: text(move.into),
      batches: numbers(batches),
      ids: { type: 'Array(String)', value: some },
    }
    found.push(...(await move.target.rows({ sql, params })).map(([batch]) => Number(batch)))
  }
  return found
}

async function overlappingSets(nodes: Nodes, move: Move, batches: readonly number[]): Promise<number[]> {
  const { customerChanges } = nodes.tables
  const said = `SELECT toUnixTimestamp64Milli(since), arrayJoin(sets) AS name, batch FROM ${customerChanges} WHERE customer_id = {customer:String}`
  const own = await move.source.rows({
    sql: `${said} AND ${counts(nodes.tables)}`,
    params: { customer: text(move.from) },
  })
  const taken = new Set(own.map(([since, name]) => JSON.stringify([since, name])))
  const others = await move.target.rows({
    sql: `${said} AND batch IN {batches:Array(UInt32)}`,
    params: { customer: text(move.into), batches: numbers(batches) },
  })
  return others.filter(([since, name]) => taken.has(JSON.stringify([since, name]))).map(row => Number(row[2]))
}

function text(value: string): BoundValue {
  return { type: 'String', value }
}

function numbers(value: readonly number[]): BoundValue {
  return { type: 'Array(UInt32)', value }
}
