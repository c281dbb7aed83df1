import type { CustomerRow, RowsQuery } from '@kindred/engine'
import { compareIds } from '../order/compare-ids.ts'
import { evaluatePopulation } from './evaluate-population.ts'
import type { MemoryData } from './memory-data.ts'
import { prefixed } from './named-expressions.ts'

export async function* rows(data: MemoryData, query: RowsQuery): AsyncIterable<CustomerRow> {
  const { context, columns, where, after, limit = Number.POSITIVE_INFINITY } = query
  const expressions = new Map(prefixed('column', columns))
  if (where !== undefined) expressions.set('where', where)
  let given = 0
  for (const { customer, values } of evaluatePopulation(data, context, expressions)) {
    if (given >= limit) return
    if (after !== undefined && compareIds(customer.id, after) <= 0) continue
    if (where !== undefined && values.get('where') !== true) continue
    given += 1
    yield { customer: customer.id, values: [...columns.keys()].map(id => values.get(`column ${id}`)) }
  }
}
