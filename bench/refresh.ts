import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { RefreshSegment } from '@kindred/engine'
import { Nodes, startEmbedded } from '@kindred/stores/clickhouse'
import type { Benchmark, Figure } from './benchmark.ts'
import { median } from './race.ts'
import { compileSegments, compileValue } from './refresh/compiled-segments.ts'
import { HandWritten, OurRefresh, type SegmentMembers, segmentAlone, TODAY } from './refresh/contenders.ts'
import { cpuDuring, forgetPeak, peakOf, quiet } from './refresh/cpu.ts'
import { DuckDb } from './refresh/duckdb.ts'
import { features } from './refresh/features.ts'
import { handSettings, handWrittenSql } from './refresh/hand-written.ts'
import { requireSameFile, requireSameMasks, requireSameSegments } from './refresh/same-members.ts'
import { type BenchSegment, candidates } from './refresh/segments.ts'
import { makeShop, schema } from './refresh/shop-data.ts'
import { seededRandom } from './seeded-random.ts'

const CUSTOMERS = 200_000
const SEGMENTS = 100
const ROUNDS = 5
/** DuckDB's takes longest, and differs least from round to round. */
const DUCKDB_ROUNDS = 3

export const benchmark: Benchmark = {
  claim: `A refresh of ${SEGMENTS} segments over ${features.length} features of raw events: processor time against the same done otherwise`,
  async run({ scale, note }) {
    const folder = await mkdtemp(join(tmpdir(), 'kindred-bench-'))
    try {
      return await runIn(folder, Math.round(CUSTOMERS * scale), note)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

async function runIn(
  folder: string,
  customers: number,
  note: (line: string) => void,
): Promise<readonly Figure[]> {
  await using server = await startEmbedded({ folder: join(folder, 'warehouse') })
  const shop = async (database: string, size: number) => {
    const nodes = new Nodes({ nodes: [{ url: server.url, ...server.app }], database })
    await makeShop(nodes, size)
    const [row] = await nodes.first.rows({ sql: `SELECT count() FROM ${nodes.tables.events}` })
    note(`${size} customers, ${row?.[0]} events`)
    return nodes
  }
  const small = await shop('kindred_small', Math.round(customers / 10))
  const large = await shop('kindred_large', customers)
  const segments = await chooseSegments(small, note)
  const field = await prepare({ pid: server.pid, folder, small, large, segments, note })
  const timings = await measure(field)
  field.duckdb.close()
  await small.close()
  await large.close()
  return figuresOf(timings)
}

/** Segments that hold between one in two hundred and two in five customers, as the hand-written statement counts them. */
async function chooseSegments(nodes: Nodes, note: (line: string) => void): Promise<readonly BenchSegment[]> {
  const offered = candidates(seededRandom(11), 640)
  const chosen: BenchSegment[] = []
  let held = 0
  for (let start = 0; start < offered.length && chosen.length < SEGMENTS; start += 64) {
    const some = offered.slice(start, start + 64)
    const counts = some.map((_, bit) => `countIf(bitTest(word_0, ${bit})) / count()`)
    const sql = `SELECT ${counts.join(', ')} FROM (${handWrittenSql(nodes, some)})`
    const [row = []] = await nodes.first.rows({ sql, settings: handSettings })
    for (const [bit, segment] of some.entries()) {
      const share = Number(row[bit])
      if (share < 0.005 || share > 0.4 || chosen.length === SEGMENTS) continue
      chosen.push(segment)
      held += share
    }
  }
  if (chosen.length < SEGMENTS)
    throw new Error(`Only ${chosen.length} segments hold a fair share of the customers.`)
  const conditions = chosen.reduce((sum, segment) => sum + segment.conditions, 0)
  note(
    `${SEGMENTS} segments of ${conditions} conditions hold ${((held / SEGMENTS) * 100).toFixed(1)} % on average`,
  )
  return chosen
}

interface Field {
  readonly pid: number
  readonly small: Nodes
  readonly large: Nodes
  readonly segments: readonly BenchSegment[]
  readonly compiled: readonly RefreshSegment[]
  readonly ours: OurRefresh
  readonly oursSmall: OurRefresh
  readonly byHand: HandWritten
  readonly duckdb: DuckDb
  /** The most the engine held during a refresh with history, in bytes. */
  readonly peak: number
  readonly note: (line: string) => void
}

/** Everything is run once before anything is timed, and has to give the same members. */
async function prepare(given: {
  readonly pid: number
  readonly folder: string
  readonly small: Nodes
  readonly large: Nodes
  readonly segments: readonly BenchSegment[]
  readonly note: (line: string) => void
}): Promise<Field> {
  const { pid, folder, small, large, segments, note } = given
  const compiled = compileSegments(segments)
  const value = compileValue()
  const [ours, oursSmall, byHand] = [
    new OurRefresh(large, value),
    new OurRefresh(small, value),
    new HandWritten(large),
  ]
  await ours.yesterday(compiled)
  await oursSmall.yesterday(compiled)
  await quiet(pid)
  forgetPeak(pid)
  const { moves } = await ours.compared(compiled)
  // Taken here: afterwards the process still holds what the statements of the others took.
  const peak = peakOf(pid)
  note(`since the day before: ${moves.data} moves by data, ${moves.clock} by clock`)
  await byHand.run(segments)
  await requireSameMasks(large, TODAY, byHand.table, 'the hand-written statement')
  note('the hand-written statement gives the same members')
  const duckdb = await copyToDuckDb(large, folder)
  await duckdb.onePass(segments)
  await requireSameFile(large, TODAY, await duckdb.masksFile(), 'DuckDB')
  note('DuckDB gives the same members')
  return { ...given, compiled, ours, oursSmall, byHand, duckdb, peak }
}

async function copyToDuckDb(nodes: Nodes, folder: string): Promise<DuckDb> {
  const properties = [...schema.events].flatMap(([event, types]) =>
    [...types.keys()].map(name => `${event}$${name}`),
  )
  const columns = {
    customers: 'customer_id, attribute$country, attribute$age, attribute$consent',
    events: `customer_id, at, event_id, toString(event) AS event, ${properties.map(name => `\`${name}\``).join(', ')}`,
  }
  for (const table of ['customers', 'events'] as const) {
    const order = table === 'events' ? 'customer_id, at, event_id' : 'customer_id'
    const sql = `SELECT ${columns[table]} FROM ${nodes.tables[table]} ORDER BY ${order}`
    const settings = { output_format_parquet_string_as_string: 1 }
    const bytes = await nodes.first.bytes({ sql, settings }, 'Parquet')
    await pipeline(bytes, createWriteStream(join(folder, `${table}.parquet`)))
  }
  return DuckDb.open(folder)
}

interface Timings {
  readonly ours: number[]
  readonly compared: number[]
  readonly byHand: number[]
  readonly duckdb: number[]
  readonly tenSegments: number[]
  readonly small: number[]
  oneByOne: number
  readonly peak: number
}

/** Round after round in turn, so that whatever else the machine is doing falls on all alike. */
async function measure(field: Field): Promise<Timings> {
  const { pid, compiled, segments, ours, oursSmall, byHand, duckdb, note } = field
  const timings: Timings = {
    ours: [],
    compared: [],
    byHand: [],
    duckdb: [],
    tenSegments: [],
    small: [],
    oneByOne: 0,
    peak: field.peak,
  }
  for (let round = 1; round <= ROUNDS; round += 1) {
    const plain = async () => timings.ours.push(await cpuDuring(pid, () => ours.today(compiled)))
    const compared = async () =>
      timings.compared.push(await cpuDuring(pid, () => ours.compared(compiled, TODAY + 1 + round)))
    // Side by side, each first in every other round: what the engine still merges of the one before falls on both.
    for (const run of round % 2 === 1 ? [plain, compared] : [compared, plain]) await run()
    timings.byHand.push(await cpuDuring(pid, () => byHand.run(segments)))
    timings.tenSegments.push(await cpuDuring(pid, () => ours.today(compiled.slice(0, 10), TODAY + 1)))
    timings.small.push(await cpuDuring(pid, () => oursSmall.today(compiled)))
    const withDuckDb = round <= DUCKDB_ROUNDS
    if (withDuckDb) timings.duckdb.push(await cpuHere(() => duckdb.onePass(segments)))
    note(
      `round ${round} of ${ROUNDS}: ours ${timings.ours.at(-1)?.toFixed(2)}, by hand ${timings.byHand.at(-1)?.toFixed(2)}, with history ${timings.compared.at(-1)?.toFixed(2)}, ten segments ${timings.tenSegments.at(-1)?.toFixed(2)}, a tenth of the customers ${timings.small.at(-1)?.toFixed(2)}${withDuckDb ? `, DuckDB ${timings.duckdb.at(-1)?.toFixed(2)}` : ''} s`,
    )
  }
  const alone: SegmentMembers[] = []
  timings.oneByOne = await cpuDuring(pid, async () => {
    for (const segment of segments) alone.push(await segmentAlone(field.large, segment))
  })
  await requireSameSegments(field.large, TODAY, segments, alone)
  note(`one query per segment, all of them: ${timings.oneByOne.toFixed(1)} s, the same members`)
  return timings
}

/** DuckDB works in this process. */
async function cpuHere(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const used = process.cpuUsage(before)
  return (used.user + used.system) / 1e6
}

function figuresOf(timings: Timings): readonly Figure[] {
  const { ours, compared, byHand, duckdb, tenSegments, small, oneByOne, peak } = timings
  const ratio = (above: readonly number[], below: readonly number[]) =>
    median(below.flatMap((each, round) => (above[round] === undefined ? [] : [above[round] / each])))
  return [
    { id: 'ours / hand-written statement', value: ratio(ours, byHand), unit: 'x', goal: { atMost: 1.1 } },
    { id: 'one query per segment / ours', value: oneByOne / median(ours), unit: 'x', goal: { atLeast: 15 } },
    { id: 'DuckDB one pass / ours', value: 1 / ratio(ours, duckdb), unit: 'x', goal: { atLeast: 3 } },
    { id: 'ten times the customers and events', value: ratio(ours, small), unit: 'x', goal: { atMost: 10 } },
    { id: 'peak memory of the engine', value: peak / 1e6, unit: 'MB', goal: { atMost: 1_000 } },
    { id: '100 segments / 10', value: ratio(ours, tenSegments), unit: 'x', goal: { atMost: 1.6 } },
    {
      id: 'entered, left and history',
      value: (ratio(compared, ours) - 1) * 100,
      unit: '%',
      goal: { atMost: 5 },
    },
    { id: 'ours', value: median(ours), unit: 'CPU s' },
    { id: 'hand-written statement', value: median(byHand), unit: 'CPU s' },
    { id: 'one query per segment', value: oneByOne, unit: 'CPU s' },
    { id: 'DuckDB one pass', value: median(duckdb), unit: 'CPU s' },
  ]
}
