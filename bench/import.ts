import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pipeline } from 'node:stream/promises'
import { importFile } from '@kindred/engine'
import {
  ClickHouseImports,
  ClickHouseWarehouse,
  Nodes,
  PopulationQueries,
  startEmbedded,
} from '@kindred/stores/clickhouse'
import { localFiles } from '@kindred/stores/files'
import { MemoryCatalog } from '@kindred/stores/memory'
import type { Benchmark, Figure } from './benchmark.ts'
import { median } from './race.ts'
import { cpuOf, forgetPeak, peakOf } from './refresh/cpu.ts'

/** A gigabyte at scale 7. */
const ROWS = 2_000_000
/** Large files vary less, and take their time. */
const roundsAt = (scale: number) => (scale > 2 ? 1 : 3)
const megabyte = 1024 * 1024

export const benchmark: Benchmark = {
  claim:
    'CSV to published events, against ClickHouse reading the same file into the same table; memory while it does',
  async run({ scale, note }) {
    const folder = await mkdtemp(join(tmpdir(), 'kindred-bench-'))
    try {
      return await runIn(folder, { rows: Math.round(ROWS * scale), rounds: roundsAt(scale) }, note)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

async function runIn(
  folder: string,
  { rows, rounds }: { readonly rows: number; readonly rounds: number },
  note: (line: string) => void,
): Promise<readonly Figure[]> {
  await using server = await startEmbedded({ folder: join(folder, 'warehouse') })
  const open = (database: string) =>
    new Nodes({ nodes: [{ url: server.url, ...server.app }], database, alone: true })
  const files = { small: join(folder, 'small.csv'), large: join(folder, 'large.csv') }
  const maker = open('kindred_maker')
  await makeOrders(maker, Math.round(rows / 5), files.small)
  await makeOrders(maker, rows, files.large)
  await maker.close()
  const { size } = await stat(files.large)
  note(`${rows.toLocaleString('en')} rows, ${Math.round(size / megabyte)} MB`)
  const timings = { byEngine: [] as Spent[], given: [] as Spent[], hashed: [] as Spent[] }
  const processor = () => cpuOf(server.pid) + cpuOf(process.pid)
  const peaks = { small: [] as Peak[], large: [] as Peak[] }
  const peak = (): Peak => ({ server: peakOf(server.pid), here: peakOf(process.pid) })
  let database = 0
  const ours = async (path: string, id: boolean) => {
    const nodes = open(`kindred_${++database}`)
    const before = processor()
    const seconds = await importOrders(nodes, path, id)
    const spent = { seconds, processor: processor() - before }
    const found = await totals(nodes, 'events')
    await nodes.first.command({ sql: `DROP DATABASE ${nodes.database} SYNC` })
    await nodes.close()
    return { spent, found }
  }
  for (let round = 1; round <= rounds; round += 1) {
    const engine = await readByEngine(open(`kindred_${++database}`), files.large, processor)
    timings.byEngine.push(engine.spent)
    for (const path of [files.small, files.large]) {
      forgetPeak(server.pid)
      forgetPeak(process.pid)
      const { spent, found } = await ours(path, true)
      peaks[path === files.small ? 'small' : 'large'].push(peak())
      if (path === files.small) continue
      requireSame(found, engine.found)
      timings.given.push(spent)
    }
    const hashed = await ours(files.large, false)
    requireSame(hashed.found, engine.found)
    timings.hashed.push(hashed.spent)
    note(
      `round ${round} of ${rounds}: ClickHouse ${engine.spent.seconds.toFixed(1)} s, ours ${timings.given.at(-1)?.seconds.toFixed(1)} s with given ids, ${hashed.spent.seconds.toFixed(1)} s with hashes`,
    )
  }
  return figuresOf(rows, size, timings, peaks)
}

/** What one import took, by the clock and of both processes together. */
interface Spent {
  readonly seconds: number
  readonly processor: number
}

interface Peak {
  readonly server: number
  readonly here: number
}

function figuresOf(
  rows: number,
  size: number,
  timings: Readonly<Record<'byEngine' | 'given' | 'hashed', readonly Spent[]>>,
  peaks: Readonly<Record<'small' | 'large', readonly Peak[]>>,
): readonly Figure[] {
  const seconds = (of: readonly Spent[]) => median(of.map(one => one.seconds))
  const highest = (of: readonly Peak[], where: keyof Peak) => Math.max(...of.map(one => one[where]))
  const share = (of: 'given' | 'hashed', by: keyof Spent) =>
    median(timings[of].map((ours, round) => (timings.byEngine[round] ?? ours)[by] / ours[by]))
  return [
    { id: 'rate', value: rows / seconds(timings.given), unit: 'rows a second' },
    { id: 'megabytes', value: size / megabyte / seconds(timings.given), unit: 'MB a second' },
    { id: 'clickhouse_rate', value: rows / seconds(timings.byEngine), unit: 'rows a second' },
    {
      id: 'share_of_clickhouse',
      value: share('given', 'seconds'),
      unit: '× its rate',
      goal: { atLeast: 0.5 },
    },
    {
      id: 'share_of_clickhouse_hashed',
      value: share('hashed', 'seconds'),
      unit: '× its rate',
      goal: { atLeast: 0.5 },
    },
    // By the clock a busy machine says little; this suffers less.
    { id: 'share_by_processor', value: share('given', 'processor'), unit: '× its rate' },
    { id: 'share_by_processor_hashed', value: share('hashed', 'processor'), unit: '× its rate' },
    {
      id: 'peak_of_process',
      value: highest(peaks.large, 'here') / megabyte,
      unit: 'MB',
      goal: { atMost: 1024 },
    },
    {
      id: 'peak_of_server',
      value: highest(peaks.large, 'server') / megabyte,
      unit: 'MB',
      goal: { atMost: 2048 },
    },
    {
      id: 'peak_of_process_for_5_times_the_file',
      value: highest(peaks.large, 'here') / highest(peaks.small, 'here'),
      unit: '×',
      goal: { atMost: 1.5 },
    },
  ]
}

/** Orders, visits and calls of a fifth as many customers; the same ones for the same number. */
async function makeOrders(nodes: Nodes, rows: number, path: string): Promise<void> {
  const sql = `SELECT concat('INV', toString(number)) AS order_id,
      concat('C', toString(cityHash64(number) % {customers:UInt64})) AS customer,
      formatDateTime(toDateTime('2024-01-01 00:00:00', 'UTC') + cityHash64(number, 1) % 63072000, '%Y-%m-%d %H:%i:%S', 'UTC') AS at,
      ['purchase', 'visit', 'call'][cityHash64(number, 2) % 3 + 1] AS kind,
      concat('P', toString(cityHash64(number, 3) % 5000)) AS product,
      ['laptop', 'phone', 'book', 'toys, games'][cityHash64(number, 4) % 4 + 1] AS category,
      cityHash64(number, 5) % 9 + 1 AS quantity,
      toString(toDecimal64((cityHash64(number, 6) % 100000) / 100, 2)) AS price
    FROM numbers({rows:UInt64})`
  const params = {
    rows: { type: 'UInt64', value: rows },
    customers: { type: 'UInt64', value: Math.ceil(rows / 5) },
  }
  await pipeline(await nodes.first.bytes({ sql, params }, 'CSVWithNames'), createWriteStream(path))
}

const properties = ['product', 'category', 'quantity', 'price'] as const
const types = { product: 'text', category: 'text', quantity: 'number', price: 'money' } as const

function mapping(id: boolean): string {
  return [
    'kind: events',
    'customer: customer',
    'at: at as "yyyy-MM-dd HH:mm:ss" in UTC',
    'event: kind',
    ...(id ? ['id: order_id'] : []),
    `properties: { ${properties.map(name => `${name}: ${name}`).join(', ')} }`,
    `types: { ${properties.map(name => `${name}: ${types[name]}`).join(', ')} }`,
  ].join('\n')
}

/** From the first byte read to the last event visible. */
async function importOrders(nodes: Nodes, path: string, id: boolean): Promise<number> {
  const warehouse = new ClickHouseWarehouse({
    kind: 'embedded',
    nodes,
    imports: (of, journal) => new ClickHouseImports(of, journal),
    population: of => new PopulationQueries(of),
    stop: () => Promise.resolve(),
  })
  await warehouse.migrate()
  const ports = { warehouse, catalog: new MemoryCatalog(), files: localFiles, clock: Date.now }
  const start = performance.now()
  await importFile(ports, {
    id: 'orders',
    kind: 'events',
    path,
    mapping: mapping(id),
    declare: true,
    dryRun: false,
    reading: {},
    settings: {},
    author: 'bench',
  })
  return (performance.now() - start) / 1000
}

/** The table as ours, and one statement that reads the file's bytes into it: types are declared, nothing is checked. */
async function readByEngine(nodes: Nodes, path: string, processor: () => number) {
  const table = `${nodes.database}.events`
  await nodes.first.command({ sql: `CREATE DATABASE ${nodes.database}` })
  const events = ['purchase', 'visit', 'call']
  const columns = events.flatMap(event => [
    `\`${event}$product\` Nullable(String)`,
    `\`${event}$category\` Nullable(String)`,
    `\`${event}$quantity\` Nullable(Float64)`,
    `\`${event}$price\` Nullable(Decimal(18, 4))`,
  ])
  await nodes.first.command({
    sql: `CREATE TABLE ${table} (customer_id String, at DateTime64(3, 'UTC'), event_id String, event LowCardinality(String), batch UInt32,
      ${columns.join(', ')}, INDEX batch_range batch TYPE minmax GRANULARITY 1) ENGINE = MergeTree ORDER BY (customer_id, at, event_id)`,
  })
  const values = events.flatMap(event => properties.map(name => `if(kind = '${event}', ${name}, NULL)`))
  const [start, before] = [performance.now(), processor()]
  const sql = `INSERT INTO ${table} SELECT customer, at, order_id, kind, 1, ${values.join(', ')}
    FROM input('order_id String, customer String, at DateTime(''UTC''), kind LowCardinality(String), product Nullable(String), category Nullable(String), quantity Nullable(Float64), price Nullable(Decimal(18, 4))')
    FORMAT CSVWithNames`
  await nodes.first.insertBytes({ sql }, createReadStream(path, { highWaterMark: megabyte }))
  const spent = { seconds: (performance.now() - start) / 1000, processor: processor() - before }
  const found = await totals(nodes, 'events')
  await nodes.first.command({ sql: `DROP DATABASE ${nodes.database} SYNC` })
  await nodes.close()
  return { spent, found }
}

/** Enough to tell that two tables hold the same events. */
async function totals(nodes: Nodes, table: string): Promise<string> {
  const rows = await nodes.first.rows({
    sql: `SELECT event, count(), sum(cityHash64(customer_id, at)), sum(\`purchase$price\`), sum(\`visit$quantity\`), uniqExact(\`call$product\`)
      FROM ${nodes.database}.${table} GROUP BY event ORDER BY event`,
  })
  return JSON.stringify(rows)
}

function requireSame(found: string, expected: string): void {
  if (found !== expected) throw new Error(`The import gave other events:\n${found}\n${expected}`)
}
