import type { Difference, DifferenceQuery, PopulationContext } from '@kindred/engine'
import type { Checked } from '@kindred/language'
import { compareIds } from '../order/compare-ids.ts'
import { evaluatePopulation } from './evaluate-population.ts'
import type { MemoryData } from './memory-data.ts'

export function difference(data: MemoryData, query: DifferenceQuery): ReadonlyMap<string, Difference> {
  const before = membersOf(data, query.before, side(query, 'before'))
  const after = membersOf(data, query.after, side(query, 'after'))
  return new Map(
    [...query.conditions.keys()].map(id => [
      id,
      compare(before.get(id) ?? new Set(), after.get(id) ?? new Set(), query.sample),
    ]),
  )
}

function side({ conditions }: DifferenceQuery, name: 'before' | 'after'): ReadonlyMap<string, Checked> {
  const present = new Map<string, Checked>()
  for (const [id, sides] of conditions) {
    const condition = sides[name]
    if (condition !== undefined) present.set(id, condition)
  }
  return present
}

function membersOf(
  data: MemoryData,
  context: PopulationContext,
  conditions: ReadonlyMap<string, Checked>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const members = new Map([...conditions.keys()].map(id => [id, new Set<string>()]))
  for (const { customer, values } of evaluatePopulation(data, context, conditions)) {
    for (const [id, ids] of members) if (values.get(id) === true) ids.add(customer.id)
  }
  return members
}

function compare(before: ReadonlySet<string>, after: ReadonlySet<string>, sample: number): Difference {
  const entered = [...after].filter(id => !before.has(id)).sort(compareIds)
  const left = [...before].filter(id => !after.has(id)).sort(compareIds)
  return {
    before: before.size,
    after: after.size,
    entered: entered.length,
    left: left.length,
    enteredSample: entered.slice(0, sample),
    leftSample: left.slice(0, sample),
  }
}
