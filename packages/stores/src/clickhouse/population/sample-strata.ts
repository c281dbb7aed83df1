import type { TableQuery, TableSample } from '@kindred/engine'
import { EVERYBODY, type Stratum } from '../../tables/sample-limits.ts'
import type { Cell } from '../warehouse-node.ts'
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
  const found = new SmallestHashes(Math.floor(atMost) + 1)
  await reader.eachRange(context, async (population, range) => {
    const expressions = new Map(strata === undefined ? [] : [['stratum', strata] as const])
    const inner = population.select({ expressions, range, ...(where === undefined ? {} : { where }) })
    const stratum = strata === undefined ? "''" : "ifNull(stratum, '')"
    // Only hashes that may yet be among the smallest come here: of ten million customers a tenth.
    const sql = `SELECT name, count(), groupArraySortedIf({kept:UInt64})(hash, hash < transform(name, {names:Array(String)}, {limits:Array(UInt64)}, toUInt64(${EVERYBODY})))
      FROM (SELECT ${stratum} AS name, ${sampleHashSql} AS hash FROM (${inner.sql})) GROUP BY name`
    const { names, limits } = found.limits()
    const params = {
      ...inner.params,
      sample_seed: { type: 'String', value: String(seed) },
      kept: { type: 'UInt64', value: found.kept },
      names: { type: 'Array(String)', value: names },
      limits: { type: 'Array(UInt64)', value: limits },
    }
    found.add(await population.node.rows({ ...inner, sql, params }))
  })
  return found.strata
}

/** The smallest hashes of each stratum, as ranges of customers are read. */
class SmallestHashes {
  readonly kept: number
  readonly strata = new Map<string, Stratum>()

  constructor(kept: number) {
    this.kept = kept
  }

  /** Below which hash one still counts, stratum by stratum. */
  limits(): { readonly names: readonly string[]; readonly limits: readonly number[] } {
    const all = [...this.strata].map(([name, { hashes }]) => [name, this.#limitOf(hashes)] as const)
    // An empty list has no type that the server could know.
    const known = all.length === 0 ? [['', EVERYBODY] as const] : all
    return { names: known.map(([name]) => name), limits: known.map(([, limit]) => limit) }
  }

  #limitOf(hashes: Stratum['hashes']): number {
    return hashes.length < this.kept ? EVERYBODY : (hashes[this.kept - 1] ?? EVERYBODY)
  }

  add(rows: readonly (readonly Cell[])[]): void {
    for (const [name, customers, hashes] of rows) {
      const before = this.strata.get(String(name))
      const more = Array.isArray(hashes) ? hashes.map(Number) : []
      this.strata.set(String(name), {
        customers: (before?.customers ?? 0) + Number(customers),
        hashes: smallest(before?.hashes ?? [], more, this.kept),
      })
    }
  }
}

function smallest(some: ArrayLike<number>, more: ArrayLike<number>, count: number): Float64Array {
  const all = new Float64Array(some.length + more.length)
  all.set(some)
  all.set(more, some.length)
  return all.sort().slice(0, count)
}
