import type { CustomerRow, RowsQuery } from '@kindred/engine'
import { type Checked, readValue, type Value } from '@kindred/language'
import { compareIds } from '../../order/compare-ids.ts'
import { mergeSorted } from '../../order/merge-sorted.ts'
import type { Cell, WarehouseNode } from '../warehouse-node.ts'
import { type CustomerRange, customerRanges, LARGEST_RANGE, nextId } from './customer-ranges.ts'
import type { PopulationOfNode, PopulationReader } from './population-reader.ts'

/** Customers with the values asked, in order of id over all nodes; memory does not grow with their number. */
export async function* rows(reader: PopulationReader, query: RowsQuery): AsyncGenerator<CustomerRow> {
  const { limit = Number.POSITIVE_INFINITY } = query
  const perNode = reader.nodes.all.map(node => rowsOfNode(reader, node, query))
  let given = 0
  if (given >= limit) return
  for await (const row of mergeSorted(perNode, (a, b) => compareIds(a.customer, b.customer))) {
    yield row
    given += 1
    if (given >= limit) return
  }
}

async function* rowsOfNode(
  reader: PopulationReader,
  node: WarehouseNode,
  query: RowsQuery,
): AsyncGenerator<CustomerRow> {
  const population = await reader.at(node, query.context)
  const start = query.after === undefined ? undefined : nextId(query.after)
  for await (const range of customerRanges(reader.nodes, node, start, growing(query.limit))) {
    yield* rowsOfRange(population, query, range)
  }
}

/** A page needs few customers, unless few of them are in it: ranges begin small and grow. */
function growing(limit: number | undefined): (nth: number) => number {
  if (limit === undefined) return () => LARGEST_RANGE
  return nth => Math.min(LARGEST_RANGE, Math.max(limit, 5_000) * 4 ** Math.min(nth, 16))
}

async function* rowsOfRange(
  population: PopulationOfNode,
  { columns, where, limit }: RowsQuery,
  range: CustomerRange,
): AsyncGenerator<CustomerRow> {
  const names = [...columns.keys()].map((_, index) => `value_${index}`)
  const expressions = new Map([...columns.values()].map((checked, index) => [`value_${index}`, checked]))
  const inner = population.select({ expressions, range, ...(where === undefined ? {} : { where }) })
  const limited = limit === undefined ? '' : ` LIMIT ${Math.floor(limit)}`
  const sql = `SELECT ${['customer_id', ...names].join(', ')} FROM (${inner.sql}) ORDER BY customer_id${limited}`
  const types = [...columns.values()].map(checked => checked.type)
  for await (const block of population.node.blocks({ ...inner, sql })) {
    for (const row of block) yield { customer: String(row[0]), values: valuesOf(row, types) }
  }
}

function valuesOf(row: readonly Cell[], types: readonly Checked['type'][]): readonly (Value | undefined)[] {
  return types.map((type, index) => readValue(type, row[index + 1]))
}
