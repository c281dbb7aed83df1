import type { SizesQuery, SizesResult } from '@kindred/engine'
import { evaluatePopulation } from './evaluate-population.ts'
import type { MemoryData } from './memory-data.ts'
import { prefixed, valueUnder } from './named-expressions.ts'
import { Tally } from './tally.ts'

export function sizes(data: MemoryData, { context, conditions, value }: SizesQuery): SizesResult {
  const expressions = new Map([...prefixed('in', conditions), ...valueUnder(value)])
  const whole = new Tally(value)
  const tallies = new Map([...conditions.keys()].map(id => [id, new Tally(value)]))
  for (const { values } of evaluatePopulation(data, context, expressions)) {
    whole.add(values.get('value'))
    for (const [id, tally] of tallies) if (values.get(`in ${id}`) === true) tally.add(values.get('value'))
  }
  const { size: customers, ...total } = whole.result()
  return { customers, ...total, sizes: new Map([...tallies].map(([id, tally]) => [id, tally.result()])) }
}
