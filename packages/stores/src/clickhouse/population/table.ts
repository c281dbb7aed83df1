import type { CustomerTable, SampleLimit, TableQuery } from '@kindred/engine'
import type { Checked } from '@kindred/language'
import { scaleOf } from '../../tables/column-kind.ts'
import { sampleLimits } from '../../tables/sample-limits.ts'
import { TableBuilder } from '../../tables/table-builder.ts'
import { NativeStream } from '../values/native-stream.ts'
import type { Statement, WarehouseNode } from '../warehouse-node.ts'
import { customerRanges } from './customer-ranges.ts'
import { inLanes, lanesOf } from './lanes.ts'
import type { PopulationReader } from './population-reader.ts'
import { readStrata, type SampledBy, sampleHashSql } from './sample-strata.ts'

/** Columns of values, read a block at a time, as many ranges of customers at once as the node has processors. */
export async function table(reader: PopulationReader, query: TableQuery): Promise<CustomerTable> {
  const builder = new TableBuilder(query.columns)
  const drawn = await drawnBy(reader, query)
  const nodes = reader.nodes.all
  await reader.nodes.each(async (node, position) => {
    const population = await reader.at(node, query.context)
    const { lanes, size, customers } = await lanesOf(reader.nodes, node)
    if (nodes.length === 1 && isOfAll(query, drawn)) builder.expect({ rows: customers, rowsOfPlace: size })
    const ranges = numbered(customerRanges(reader.nodes, node, undefined, () => size))
    await inLanes(lanes, ranges, async ([nth, range]) => {
      query.signal?.throwIfAborted()
      const inner = population.select({ ...partOf(query, drawn?.by), range })
      // Places of one node follow one another; those of several nodes are put in order of id in the end.
      await readPart(
        node,
        statementOf(inner, query, drawn?.by),
        builder,
        nth * nodes.length + position,
        query,
      )
    })
  })
  const limit = drawn?.by && limitOf(drawn.by)
  return { ...builder.table(drawn?.population), ...(limit && { drawnBelow: limit }) }
}

/** Whether everybody is read; of some it is not known how many there are, and of several nodes rows are moved in the end. */
function isOfAll({ where, below }: TableQuery, drawn: Drawn | undefined): boolean {
  return where === undefined && below === undefined && drawn?.by === undefined
}

/** Of a sample without strata the one limit there is. */
function limitOf({ sample, limits }: SampledBy): SampleLimit | undefined {
  const hash = limits.get('')
  return sample.strata !== undefined || hash === undefined ? undefined : { seed: sample.seed, hash }
}

async function* numbered<T>(items: AsyncIterable<T>): AsyncGenerator<readonly [number, T]> {
  let nth = 0
  for await (const item of items) yield [nth++, item]
}

interface Drawn {
  readonly population: number
  /** Absent: there are few enough of them to take all. */
  readonly by?: SampledBy
}

/** A pass of its own finds how many there are, and of each stratum below which hash one is drawn. */
async function drawnBy(reader: PopulationReader, query: TableQuery): Promise<Drawn | undefined> {
  const { sample } = query
  if (sample === undefined) return undefined
  const strata = await readStrata(reader, query, sample)
  const population = [...strata.values()].reduce((sum, { customers }) => sum + customers, 0)
  if (population <= sample.atMost) return { population }
  return { population, by: { sample, limits: sampleLimits(strata, sample.atMost) } }
}

function partOf({ columns, where }: TableQuery, by: SampledBy | undefined) {
  const expressions = new Map([...columns.values()].map((checked, at) => [`value_${at}`, checked]))
  if (by?.sample.strata !== undefined) expressions.set('stratum', by.sample.strata)
  return { expressions, ...(where === undefined ? {} : { where }) }
}

const inOrder = ' ORDER BY customer_id'

function statementOf(
  inner: Required<Statement>,
  { columns, below }: TableQuery,
  by: SampledBy | undefined,
): Statement {
  const names = ['customer_id', ...[...columns.values()].map(columnSql)]
  const bare = `SELECT ${names.join(', ')} FROM (${inner.sql})`
  const settings = { ...inner.settings, max_threads: 1 }
  if (below !== undefined) return belowLimit({ ...inner, sql: bare, settings }, below)
  if (by === undefined) return { ...inner, sql: `${bare}${inOrder}`, settings }
  const stratum = by.sample.strata === undefined ? "''" : "ifNull(stratum, '')"
  return {
    sql: `${bare} WHERE ${sampleHashSql} < {limits:Array(UInt64)}[indexOf({strata:Array(String)}, ${stratum})]${inOrder}`,
    params: {
      ...inner.params,
      sample_seed: { type: 'String', value: String(by.sample.seed) },
      strata: { type: 'Array(String)', value: [...by.limits.keys()] },
      limits: { type: 'Array(UInt64)', value: [...by.limits.values()] },
    },
    settings,
  }
}

function belowLimit({ sql, params, settings }: Statement, { seed, hash }: SampleLimit): Statement {
  return {
    sql: `${sql} WHERE ${sampleHashSql} < {below:UInt64}${inOrder}`,
    params: {
      ...params,
      sample_seed: { type: 'String', value: String(seed) },
      below: { type: 'UInt64', value: hash },
    },
    ...(settings && { settings }),
  }
}

function columnSql({ type }: Checked, at: number): string {
  if (type === 'text') return `CAST(value_${at}, 'Nullable(String)')`
  const scale = type === 'money' ? 1 : scaleOf(type)
  const number = `toFloat64(value_${at})`
  return `assumeNotNull(ifNull(${scale === 1 ? number : `${number} / ${scale}`}, nan)) AS number_${at}`
}

async function readPart(
  node: WarehouseNode,
  statement: Statement,
  builder: TableBuilder,
  place: number,
  { signal }: TableQuery,
): Promise<void> {
  const stream = new NativeStream(node.pieces(statement, 'Native', { signal }))
  for (let rows = await stream.beginBlock(); rows !== undefined; rows = await stream.beginBlock()) {
    const columns = builder.take(place, rows)
    await stream.beginColumn()
    const customers = await stream.ids(rows)
    for (const [at, values] of columns.entries()) {
      await stream.beginColumn()
      if (values instanceof Float64Array) await stream.numbers(values)
      else
        await stream.texts(rows, (row, word) => {
          values[row] = builder.code(at, word)
        })
    }
    builder.add(place, { customers, columns })
  }
}
