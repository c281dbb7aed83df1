import type { TableQuery, TableSample } from '@kindred/engine'
import type { Stratum } from '../../tables/sample-limits.ts'
import type { PopulationReader } from './population-reader.ts'

/** How a sample is drawn: below which hash, stratum by stratum. */
export interface SampledBy {
  readonly sample: TableSample
  readonly limits: ReadonlyMap<string, number>
}

/** SQL: what `sampleHash` gives. */
export const sampleHashSql = "murmurHash3_32(concat({sample_seed:String}, ' ', customer_id))"

/** How many customers each stratum has, and as many of the smallest hashes as may be drawn, and one more. */
export async function readStrata(
  reader: PopulationReader,
  { context, where }: TableQuery,
  { atMost, seed, strata }: TableSample,
): Promise<ReadonlyMap<string, Stratum>> {
  const found = new Map<string, { customers: number; hashes: number[] }>()
  await reader.eachRange(context, async (population, range) => {
    const expressions = new Map(strata === undefined ? [] : [['stratum', strata] as const])
    const inner = population.select({ expressions, range, ...(where === undefined ? {} : { where }) })
    const stratum = strata === undefined ? "''" : "ifNull(stratum, '')"
    const sql = `SELECT ${stratum} AS name, count(), groupArraySorted({kept:UInt64})(${sampleHashSql}) FROM (${inner.sql}) GROUP BY name`
    const params = {
      ...inner.params,
      sample_seed: { type: 'String', value: String(seed) },
      kept: { type: 'UInt64', value: Math.floor(atMost) + 1 },
    }
    for (const [name, customers, hashes] of await population.node.rows({ ...inner, sql, params })) {
      const before = found.get(String(name)) ?? { customers: 0, hashes: [] }
      const more = Array.isArray(hashes) ? hashes.map(Number) : []
      found.set(String(name), {
        customers: before.customers + Number(customers),
        hashes: smallest([...before.hashes, ...more], atMost + 1),
      })
    }
  })
  return found
}

function smallest(hashes: readonly number[], count: number): number[] {
  return [...hashes].sort((a, b) => a - b).slice(0, count)
}
