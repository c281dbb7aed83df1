import type { Cause, Movement, Transition, TransitionsQuery, Warehouse } from '@kindred/engine'
import { localDate } from '@kindred/language'
import { MovementDays } from '../../memberships/movement-days.ts'
import { compareIds } from '../../order/compare-ids.ts'
import { mergeSorted } from '../../order/merge-sorted.ts'
import type { Nodes } from '../nodes.ts'
import type { BoundValue, Cell, Statement, WarehouseNode } from '../warehouse-node.ts'

export type MovementQuery = Parameters<Warehouse['movement']>[0]

/** A sort of many moves goes to disk beyond this. */
const SORTED_IN_MEMORY = 256 * 1024 ** 2

/** By instant and refresh, oldest or newest first; within one refresh by customer, kind and definition. */
export async function* storedTransitions(nodes: Nodes, query: TransitionsQuery): AsyncGenerator<Transition> {
  const { limit = Number.POSITIVE_INFINITY } = query
  if (limit <= 0 || query.refreshes.length === 0) return
  const statement = transitionsStatement(nodes, query)
  const perNode = nodes.all.map(node => transitionsOf(node, statement))
  let given = 0
  for await (const transition of mergeSorted(perNode, inOrder(query.descending === true ? -1 : 1))) {
    yield transition
    given += 1
    if (given >= limit) return
  }
}

function transitionsStatement(nodes: Nodes, query: TransitionsQuery): Statement {
  const params: Record<string, BoundValue> = refreshesParam(query.refreshes)
  const conditions = ['refresh IN {refreshes:Array(UInt32)}']
  if (query.customer !== undefined) {
    conditions.push('customer_id = {customer:String}')
    params.customer = { type: 'String', value: query.customer }
  }
  if (query.kind !== undefined) {
    conditions.push('kind = {kind:String}')
    params.kind = { type: 'String', value: query.kind }
  }
  if (query.definition !== undefined) {
    conditions.push('definition = {definition:String}')
    params.definition = { type: 'String', value: query.definition }
  }
  const way = query.descending === true ? ' DESC' : ''
  const limited = query.limit === undefined ? '' : ` LIMIT ${Math.floor(query.limit)}`
  return {
    sql: `SELECT refresh, toUnixTimestamp64Milli(at) AS at_ms, kind, definition, customer_id, \`from\`, \`to\`, cause
      FROM ${nodes.tables.transitions} WHERE ${conditions.join(' AND ')}
      ORDER BY at${way}, refresh${way}, customer_id, kind, definition${limited}`,
    params,
    settings: { max_bytes_before_external_sort: SORTED_IN_MEMORY },
  }
}

async function* transitionsOf(node: WarehouseNode, statement: Statement): AsyncGenerator<Transition> {
  for await (const block of node.blocks(statement)) yield* block.map(transitionOf)
}

function transitionOf([
  refresh,
  at,
  kind,
  definition,
  customer,
  from,
  to,
  cause,
]: readonly Cell[]): Transition {
  return {
    refresh: Number(refresh),
    at: Number(at),
    kind: kind === 'segment' ? 'segment' : 'segmentation',
    definition: String(definition),
    customer: String(customer),
    from: String(from),
    to: String(to),
    cause: causeOf(cause),
  }
}

export function causeOf(cell: Cell | undefined): Cause {
  if (cell === 'data' || cell === 'clock') return cell
  return 'definition'
}

function inOrder(way: 1 | -1): (a: Transition, b: Transition) => number {
  return (a, b) =>
    way * (a.at - b.at || a.refresh - b.refresh) ||
    compareIds(a.customer, b.customer) ||
    compareIds(a.kind, b.kind) ||
    compareIds(a.definition, b.definition)
}

/** Entered and left per calendar day; the moves are counted where they lie. */
export async function movement(nodes: Nodes, query: MovementQuery): Promise<readonly Movement[]> {
  const sql = `SELECT toUnixTimestamp64Milli(at), \`from\`, \`to\`, count() FROM ${nodes.tables.transitions}
    WHERE refresh IN {refreshes:Array(UInt32)} AND kind = {kind:String} AND definition = {definition:String} GROUP BY at, \`from\`, \`to\``
  const params = {
    ...refreshesParam(query.refreshes),
    kind: { type: 'String', value: query.kind },
    definition: { type: 'String', value: query.definition },
  }
  const days = new MovementDays(query.kind)
  for (const [at, from, to, count] of (await nodes.each(node => node.rows({ sql, params }))).flat()) {
    days.add(localDate(Number(at), query.timezone), String(from), String(to), Number(count))
  }
  return days.result()
}

function refreshesParam(refreshes: readonly number[]): Record<string, BoundValue> {
  return { refreshes: { type: 'Array(UInt32)', value: [...refreshes] } }
}
