import type { LiveCause, LiveTransition, LiveTransitionsQuery } from '@kindred/engine'
import { mergeSorted } from '../../order/merge-sorted.ts'
import { counts } from '../batches/noted-batch.ts'
import type { Nodes } from '../nodes.ts'
import type { BoundValue, Cell, Statement, WarehouseNode } from '../warehouse-node.ts'

/** A sort of many moves goes to disk beyond this. */
const SORTED_IN_MEMORY = 256 * 1024 ** 2

/** No move is stored outside of these: a caller may name any instant for "ever". */
const firstInstant = Date.UTC(1900, 0, 1)
const lastInstant = Date.UTC(2300, 0, 1)

/** Moves as they were delivered, in order of (instant, seq), over all nodes. */
export async function* readLiveTransitions(
  nodes: Nodes,
  query: LiveTransitionsQuery,
): AsyncGenerator<LiveTransition> {
  if (query.limit <= 0) return
  const statement = statementOf(nodes, query)
  const perNode = nodes.all.map(node => transitionsOf(node, statement))
  let given = 0
  for await (const move of mergeSorted(perNode, (a, b) => a.at - b.at || a.seq - b.seq)) {
    yield move
    given += 1
    if (given >= query.limit) return
  }
}

function statementOf(nodes: Nodes, query: LiveTransitionsQuery): Statement {
  const { kind, definition, customer, from, to, limit } = query
  const asked = [
    ['kind = {kind:String}', 'kind', 'String', kind],
    ['definition = {definition:String}', 'definition', 'String', definition],
    ['customer_id = {customer:String}', 'customer', 'String', customer],
    ["at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')", 'from', 'Int64', instantIn(from)],
    ["at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')", 'to', 'Int64', instantIn(to)],
  ] as const
  const conditions = [counts(nodes.tables)]
  const most = Math.min(Math.floor(limit), Number.MAX_SAFE_INTEGER)
  const params: Record<string, BoundValue> = { limit: { type: 'UInt64', value: most } }
  for (const [condition, name, type, value] of asked) {
    if (value === undefined) continue
    conditions.push(condition)
    params[name] = { type, value }
  }
  return {
    sql: `SELECT seq, toUnixTimestamp64Milli(at) AS at_ms, kind, definition, customer_id, \`from\`, \`to\`, cause, event, late
      FROM ${nodes.tables.liveTransitions} WHERE ${conditions.join(' AND ')} ORDER BY at, seq LIMIT {limit:UInt64}`,
    params,
    settings: { max_bytes_before_external_sort: SORTED_IN_MEMORY },
  }
}

function instantIn(at: number | undefined): number | undefined {
  return at === undefined ? undefined : Math.min(Math.max(Math.ceil(at), firstInstant), lastInstant)
}

async function* transitionsOf(node: WarehouseNode, statement: Statement): AsyncGenerator<LiveTransition> {
  for await (const block of node.blocks(statement)) yield* block.map(transitionOf)
}

function transitionOf(cells: readonly Cell[]): LiveTransition {
  const [seq, at, kind, definition, customer, from, to, cause, event, late] = cells
  return {
    seq: Number(seq),
    at: Number(at),
    kind: kind === 'segment' ? 'segment' : 'segmentation',
    definition: String(definition),
    customer: String(customer),
    from: String(from),
    to: String(to),
    cause: liveCauseOf(cause),
    ...(event === '' ? {} : { event: String(event) }),
    ...(late === 1 ? { late: true } : {}),
  }
}

function liveCauseOf(cell: Cell | undefined): LiveCause {
  return cell === 'data' || cell === 'clock' || cell === 'merge' ? cell : 'definition'
}
