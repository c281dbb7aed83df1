import type { CustomerTable, SampleLimit, TableQuery } from '@kindred/engine'
import type { Checked, Value } from '@kindred/language'
import { compareIds } from '../order/compare-ids.ts'
import { numberOf } from '../tables/column-kind.ts'
import { sampleHash } from '../tables/sample-hash.ts'
import { type Stratum, sampleLimits } from '../tables/sample-limits.ts'
import { TableBuilder } from '../tables/table-builder.ts'
import { evaluatePopulation } from './evaluate-population.ts'
import type { MemoryData } from './memory-data.ts'
import { prefixed } from './named-expressions.ts'

interface Row {
  readonly customer: string
  readonly hash: number
  readonly stratum: string
  readonly values: readonly (Value | undefined)[]
}

export function table(data: MemoryData, query: TableQuery): CustomerTable {
  const builder = new TableBuilder(query.columns)
  const all = [...rowsOf(data, query)].sort((a, b) => compareIds(a.customer, b.customer))
  const limits = limitsOf(all, query.sample)
  const rows = drawn(all, limits, query.below)
  const columns = [...query.columns.values()].map((checked, at) =>
    builder.kinds[at] === 'number'
      ? Float64Array.from(rows, ({ values }) => numberOf(checked, values[at]))
      : Int32Array.from(rows, ({ values }) => builder.code(at, wordOf(values[at]))),
  )
  builder.add(0, { customers: rows.map(({ customer }) => customer), columns })
  const hash = query.sample?.strata === undefined ? limits?.get('') : undefined
  const limit = query.sample && hash !== undefined && { seed: query.sample.seed, hash }
  return {
    ...builder.table(query.below === undefined ? all.length : rows.length),
    ...(limit && { drawnBelow: limit }),
  }
}

function* rowsOf(data: MemoryData, { context, columns, where, sample, below }: TableQuery): Iterable<Row> {
  const seed = (sample ?? below)?.seed
  const expressions = new Map<string, Checked>(prefixed('column', columns))
  if (where !== undefined) expressions.set('where', where)
  if (sample?.strata !== undefined) expressions.set('strata', sample.strata)
  for (const { customer, values } of evaluatePopulation(data, context, expressions)) {
    if (where !== undefined && values.get('where') !== true) continue
    yield {
      customer: customer.id,
      hash: seed === undefined ? 0 : sampleHash(seed, customer.id),
      stratum: wordOf(values.get('strata')) ?? '',
      values: [...columns.keys()].map(id => values.get(`column ${id}`)),
    }
  }
}

type Limits = ReadonlyMap<string, number>

function limitsOf(rows: readonly Row[], sample: TableQuery['sample']): Limits | undefined {
  if (sample === undefined || rows.length <= sample.atMost) return undefined
  return sampleLimits(strataOf(rows), sample.atMost)
}

function drawn(rows: readonly Row[], limits?: Limits, below?: SampleLimit): readonly Row[] {
  if (below !== undefined) return rows.filter(({ hash }) => hash < below.hash)
  return limits === undefined ? rows : rows.filter(({ stratum, hash }) => hash < (limits.get(stratum) ?? 0))
}

function strataOf(rows: readonly Row[]): ReadonlyMap<string, Stratum> {
  const groups = Map.groupBy(rows, ({ stratum }) => stratum)
  return new Map(
    [...groups].map(([name, members]) => [
      name,
      { customers: members.length, hashes: members.map(({ hash }) => hash).sort((a, b) => a - b) },
    ]),
  )
}

function wordOf(value: Value | undefined): string | null {
  return typeof value === 'string' ? value : null
}
