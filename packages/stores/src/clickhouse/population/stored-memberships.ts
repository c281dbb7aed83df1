import type { MembershipLayout, StoredMembers, StoredMembership, Warehouse } from '@kindred/engine'
import { compareIds } from '../../order/compare-ids.ts'
import { mergeSorted } from '../../order/merge-sorted.ts'
import type { Nodes } from '../nodes.ts'
import type { BoundValue, Cell, Statement, WarehouseNode } from '../warehouse-node.ts'

export type MembersQuery = Parameters<Warehouse['members']>[0]

/** Ids of the stored members in order, over all nodes; read in the order of the table's key, so nothing is held. */
export async function* storedMembers(nodes: Nodes, query: MembersQuery): AsyncGenerator<string> {
  const { limit = Number.POSITIVE_INFINITY } = query
  const statement = membersStatement(nodes, query)
  if (limit <= 0 || statement === undefined) return
  let given = 0
  const perNode = nodes.all.map(node => idsOf(node, statement))
  for await (const id of mergeSorted(perNode, compareIds)) {
    yield id
    given += 1
    if (given >= limit) return
  }
}

async function* idsOf(node: WarehouseNode, statement: Statement): AsyncGenerator<string> {
  for await (const block of node.blocks(statement)) for (const [id] of block) yield String(id)
}

/** Nothing where the refresh has no such segment or class. */
function membersStatement(nodes: Nodes, query: MembersQuery): Statement | undefined {
  const stored = storedMembersSelect(nodes, query)
  if (stored === undefined) return undefined
  const further = query.after === undefined ? undefined : after(query.after)
  const limited = query.limit === undefined ? '' : ` LIMIT ${Math.floor(query.limit)}`
  return {
    sql: `${stored.sql}${further === undefined ? '' : ` AND ${further.sql}`} ORDER BY customer_id${limited}`,
    params: { ...stored.params, ...further?.params },
  }
}

/** SQL: ids of stored members, in no order; ends in its conditions. Nothing where the refresh has no such segment or class. */
export function storedMembersSelect(nodes: Nodes, query: StoredMembers): Condition | undefined {
  const conditions = [inRefresh(query.refresh), ...standing(query)]
  const found = conditions.filter(condition => condition !== undefined)
  if (found.length < conditions.length) return undefined
  return {
    sql: `SELECT customer_id FROM ${nodes.tables.memberships} WHERE ${found.map(({ sql }) => sql).join(' AND ')}`,
    params: Object.assign({}, ...found.map(({ params }) => params)),
  }
}

/** SQL with the values bound in it. */
interface Condition {
  readonly sql: string
  readonly params: Readonly<Record<string, BoundValue>>
}

function inRefresh(refresh: number): Condition {
  return { sql: 'refresh = {refresh:UInt32}', params: { refresh: { type: 'UInt32', value: refresh } } }
}

function after(id: string): Condition {
  return { sql: 'customer_id > {after:String}', params: { after: { type: 'String', value: id } } }
}

function standing({ layout, segment, segmentation }: StoredMembers): (Condition | undefined)[] {
  return [
    ...(segment === undefined ? [] : [inSegment(layout, segment)]),
    ...(segmentation === undefined ? [] : [inClass(layout, segmentation)]),
  ]
}

function inSegment({ segments }: MembershipLayout, id: string): Condition | undefined {
  const position = segments.indexOf(id)
  if (position < 0) return undefined
  return {
    sql: 'bitTest(bits[{word:UInt32}], {bit:UInt8})',
    params: {
      word: { type: 'UInt32', value: Math.floor(position / 64) + 1 },
      bit: { type: 'UInt8', value: position % 64 },
    },
  }
}

function inClass(
  { segmentations }: MembershipLayout,
  wanted: { readonly id: string; readonly class: string },
): Condition | undefined {
  const position = segmentations.findIndex(({ id }) => id === wanted.id)
  const number = segmentations[position]?.classes.indexOf(wanted.class) ?? -1
  if (number < 0) return undefined
  return {
    sql: 'classes[{position:UInt32}] = {class:UInt16}',
    params: {
      position: { type: 'UInt32', value: position + 1 },
      class: { type: 'UInt16', value: number },
    },
  }
}

/** What is stored of one customer; `undefined` when the refresh did not know her. */
export async function storedMembership(
  nodes: Nodes,
  refresh: number,
  layout: MembershipLayout,
  customer: string,
): Promise<StoredMembership | undefined> {
  const sql = `SELECT bits, classes FROM ${nodes.tables.memberships} WHERE refresh = {refresh:UInt32} AND customer_id = {customer:String}`
  const params = {
    refresh: { type: 'UInt32', value: refresh },
    customer: { type: 'String', value: customer },
  }
  const [row] = (await nodes.each(node => node.rows({ sql, params }))).flat()
  return row === undefined ? undefined : membershipOf(row, layout)
}

function membershipOf([bits, classes]: readonly Cell[], layout: MembershipLayout): StoredMembership {
  const words = cellsOf(bits).map(word => BigInt(String(word)))
  const numbers = cellsOf(classes).map(Number)
  return {
    segments: layout.segments.filter((_, bit) => isSet(words, bit)),
    classes: new Map(
      layout.segmentations.map(({ id, classes: names }, position) => [
        id,
        names[numbers[position] ?? 0] ?? '',
      ]),
    ),
  }
}

function isSet(words: readonly bigint[], bit: number): boolean {
  return (((words[Math.floor(bit / 64)] ?? 0n) >> BigInt(bit % 64)) & 1n) === 1n
}

function cellsOf(cell: Cell | undefined): readonly Cell[] {
  return Array.isArray(cell) ? cell : []
}
