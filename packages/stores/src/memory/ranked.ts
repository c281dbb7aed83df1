import type { CustomerRow, RankedQuery } from '@kindred/engine'
import type { Value } from '@kindred/language'
import { rankedOrder } from '../order/ranked-order.ts'
import { type Evaluated, evaluatePopulation } from './evaluate-population.ts'
import type { MemoryData } from './memory-data.ts'
import type { MemoryMemberships } from './memory-memberships.ts'
import { prefixed } from './named-expressions.ts'

/** A page in order of a value; nothing where nobody with the id in `after` is known. */
export function ranked(
  data: MemoryData,
  memberships: MemoryMemberships,
  query: RankedQuery,
): readonly CustomerRow[] | undefined {
  const { context, after, limit } = query
  const everybody = [...evaluatePopulation(data, context, expressionsOf(query))]
  const places = everybody.map(each => ({ each, ...placeOf(each) }))
  const start = places.find(({ customer }) => customer === after)
  if (after !== undefined && start === undefined) return undefined
  const among = query.among && new Set(memberships.members(query.among))
  const compare = rankedOrder(query)
  return places
    .filter(({ customer }) => among?.has(customer) ?? true)
    .filter(({ each }) => query.where === undefined || each.values.get('where') === true)
    .filter(place => start === undefined || compare(place, start) > 0)
    .sort(compare)
    .slice(0, limit)
    .map(({ each }) => rowOf(each, query))
}

function expressionsOf({ columns, by, where }: RankedQuery) {
  const expressions = new Map(prefixed('column', columns))
  if (by !== undefined) expressions.set('by', by)
  if (where !== undefined) expressions.set('where', where)
  return expressions
}

function placeOf({ customer, values }: Evaluated): { customer: string; by: Value | undefined } {
  return { customer: customer.id, by: values.get('by') }
}

function rowOf({ customer, values }: Evaluated, { columns }: RankedQuery): CustomerRow {
  return { customer: customer.id, values: [...columns.keys()].map(id => values.get(`column ${id}`)) }
}
