import type { SizesQuery, SizesResult } from '@kindred/engine'
import { MaskTally, tallySql } from './mask-tally.ts'
import { unitsSql, valueColumn } from './measured-value.ts'
import type { PopulationReader } from './population-reader.ts'

/** Every condition over everybody in one pass. */
export async function sizes(reader: PopulationReader, query: SizesQuery): Promise<SizesResult> {
  const conditions = [...query.conditions.values()]
  const tally = new MaskTally(query.value)
  await reader.eachRange(query.context, async (population, range) => {
    const members = population.select({
      masks: new Map([['bits', conditions]]),
      ...valueColumn(query.value),
      range,
    })
    const source = `SELECT bits, ${unitsSql(query.value)} AS units FROM (${members.sql})`
    const { node } = population
    tally.add(await node.rows({ ...members, sql: tallySql(source, conditions.length) }))
  })
  const { size: customers, ...value } = tally.everybody()
  const found = [...query.conditions.keys()].map((id, position) => [id, tally.at(position)] as const)
  return { customers, ...value, sizes: new Map(found) }
}
