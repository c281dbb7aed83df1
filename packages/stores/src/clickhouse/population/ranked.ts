import type { CustomerRow, RankedQuery } from '@kindred/engine'
import { type Checked, readValue } from '@kindred/language'
import { type RankedPlace, rankedOrder } from '../../order/ranked-order.ts'
import type { Cell, Statement, WarehouseNode } from '../warehouse-node.ts'
import { type CustomerRange, nextId } from './customer-ranges.ts'
import type { PopulationOfNode, PopulationReader } from './population-reader.ts'
import { rangeCondition } from './range-condition.ts'
import { placeColumns, type StoredPlace, storedPlace, whoComesAfter } from './ranked-place.ts'
import { storedMembersSelect } from './stored-memberships.ts'

/**
 * A page of customers in order of a value; nothing where nobody with the id in `after` is known. Each range of customers
 * gives as many as a page has, and of those the first are taken: no node sorts everybody.
 */
export async function ranked(
  reader: PopulationReader,
  query: RankedQuery,
): Promise<readonly CustomerRow[] | undefined> {
  const start = query.after === undefined ? undefined : await placeOf(reader, query, query.after)
  if (query.after !== undefined && start === undefined) return undefined
  const among = query.among && storedMembersSelect(reader.nodes, query.among)
  if (query.among !== undefined && among === undefined) return []
  const compare = rankedOrder(query)
  let page: readonly RankedRow[] = []
  await reader.eachRangeAtOnce(query.context, async (population, range) => {
    const found = await rowsOfRange(population, { query, start, among, range })
    page = [...page, ...found].sort(compare).slice(0, query.limit)
  })
  return page.map(({ customer, values }) => ({ customer, values }))
}

type RankedRow = RankedPlace & CustomerRow

/** Where a customer stands, on whichever node she is. */
async function placeOf(
  reader: PopulationReader,
  query: RankedQuery,
  customer: string,
): Promise<StoredPlace | undefined> {
  const range = { from: customer, below: nextId(customer) }
  const found = await reader.nodes.each(async node => {
    const population = await reader.at(node, query.context)
    const { sql, ...bound } = population.select({
      expressions: expressionsOf({ ...query, columns: none }),
      range,
    })
    const places = `SELECT ${placeColumns(query.by).join(', ')}, customer_id FROM (${sql})`
    return node.rows({ ...bound, sql: places })
  })
  return found.flat().map(storedPlace)[0]
}

const none: ReadonlyMap<string, Checked> = new Map()

interface Part {
  readonly query: RankedQuery
  readonly start: StoredPlace | undefined
  readonly among: Statement | undefined
  readonly range: CustomerRange
}

async function rowsOfRange(population: PopulationOfNode, part: Part): Promise<readonly RankedRow[]> {
  const { query } = part
  const types = [...query.columns.values()].map(({ type }) => type)
  const rows = await readRows(population.node, statementOf(population, part))
  return rows.map(row => ({
    customer: String(row[0]),
    by: query.by && readValue(query.by.type, row.at(-1)),
    values: types.map((type, index) => readValue(type, row[index + 1])),
  }))
}

async function readRows(node: WarehouseNode, statement: Statement): Promise<readonly (readonly Cell[])[]> {
  const rows: (readonly Cell[])[] = []
  for await (const block of node.blocks(statement)) rows.push(...block)
  return rows
}

function statementOf(population: PopulationOfNode, { query, start, among, range }: Part): Statement {
  const { by, columns, descending, limit, where } = query
  const inner = population.select({
    ...{ expressions: expressionsOf(query), range },
    ...(where === undefined ? {} : { where }),
  })
  const further = start && whoComesAfter(start, { by, descending })
  const conditions = [among && `customer_id IN (${among.sql}${rangeCondition(range)})`, further?.sql].filter(
    sql => sql !== undefined,
  )
  const filter = conditions.length === 0 ? '' : ` WHERE ${conditions.map(sql => `(${sql})`).join(' AND ')}`
  const values = [...columns.keys()].map((_, index) => `value_${index}`)
  const shown = ['customer_id', ...values, ...(by === undefined ? [] : ['ranked_by'])]
  const places = `SELECT *, ${placeColumns(by).join(', ')} FROM (${inner.sql})`
  const turned = descending ? ' DESC' : ''
  const order = by === undefined ? `customer_id${turned}` : `is_unknown, place${turned}, customer_id`
  return {
    sql: `SELECT ${shown.join(', ')} FROM (${places})${filter} ORDER BY ${order} LIMIT ${Math.floor(limit)}`,
    params: { ...inner.params, ...among?.params, ...further?.params },
    settings: { ...inner.settings, max_threads: 1 },
  }
}

function expressionsOf({ by, columns }: Pick<RankedQuery, 'by' | 'columns'>): ReadonlyMap<string, Checked> {
  const named = [...columns.values()].map((checked, index) => [`value_${index}`, checked] as const)
  return new Map([...named, ...(by === undefined ? [] : [['ranked_by', by] as const])])
}
