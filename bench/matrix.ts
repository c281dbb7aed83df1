import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pipeline } from 'node:stream/promises'
import type { CustomerTable } from '@kindred/engine'
import { Nodes, PopulationQueries, startEmbedded } from '@kindred/stores/clickhouse'
import type { Benchmark, Figure } from './benchmark.ts'
import { columnsToRead, makeCustomers, parquetStatement } from './matrix/customers.ts'
import { PandasPeer } from './matrix/pandas-peer.ts'
import { median } from './race.ts'

const CUSTOMERS = 1_000_000
const TURNS = 7
const context = { asOf: Date.UTC(2026, 10, 1), timezone: 'UTC', weekStart: 1, cutoffs: new Map() }

export const benchmark: Benchmark = {
  claim:
    'A matrix of 1,000,000 × 20 out of the embedded warehouse into shared arrays, against pandas reading it from Parquet',
  async run({ scale, note }) {
    const folder = await mkdtemp(join(tmpdir(), 'kindred-bench-'))
    const peer = await PandasPeer.open()
    note(
      peer?.name ??
        'pandas with pyarrow or fastparquet is not there, so there is nobody to compare with: pip install pandas pyarrow, and name that Python in PYTHON.',
    )
    try {
      return await runIn(folder, Math.round(CUSTOMERS * scale), peer, note)
    } finally {
      peer?.close()
      await rm(folder, { recursive: true, force: true })
    }
  },
}

async function runIn(
  folder: string,
  customers: number,
  peer: PandasPeer | undefined,
  note: (line: string) => void,
): Promise<readonly Figure[]> {
  await using server = await startEmbedded({ folder: join(folder, 'warehouse') })
  const nodes = new Nodes({
    nodes: [{ url: server.url, ...server.app }],
    database: 'kindred_matrix',
    alone: true,
  })
  try {
    await makeCustomers(nodes, customers)
    const path = join(folder, 'customers.parquet')
    if (peer !== undefined)
      await pipeline(
        await nodes.first.bytes({ sql: parquetStatement(nodes) }, 'Parquet'),
        createWriteStream(path),
      )
    note(`${customers} customers are there`)
    const timings = await turns(nodes, peer, path, customers, note)
    return figuresOf(timings, peer)
  } finally {
    await nodes.close()
  }
}

interface Timings {
  readonly ours: number[]
  readonly pandas: number[]
}

/** By turns, so that whatever else the machine does falls on both alike; the first of each only warms up. */
async function turns(
  nodes: Nodes,
  peer: PandasPeer | undefined,
  path: string,
  customers: number,
  note: (line: string) => void,
): Promise<Timings> {
  const queries = new PopulationQueries(nodes)
  const columns = columnsToRead()
  const timings: Timings = { ours: [], pandas: [] }
  for (let turn = -1; turn < TURNS; turn += 1) {
    const start = performance.now()
    const table = await queries.table({ context, columns })
    const ours = (performance.now() - start) / 1000
    const theirs = await peer?.read(path)
    if (table.customers.length !== customers)
      throw new Error(`${table.customers.length} customers were read.`)
    if (theirs !== undefined) requireSame(sumOf(table), theirs.sum)
    note(`turn ${turn + 1}: ours ${ours.toFixed(2)} s, pandas ${theirs?.seconds.toFixed(2) ?? '–'} s`)
    if (turn < 0) continue
    timings.ours.push(ours)
    if (theirs !== undefined) timings.pandas.push(theirs.seconds)
  }
  return timings
}

function sumOf({ columns }: CustomerTable): number {
  let sum = 0
  for (const column of columns.values()) {
    if (column.kind !== 'number') throw new Error('A column of words was read.')
    for (const value of column.values) if (!Number.isNaN(value)) sum += value
  }
  return sum
}

function requireSame(ours: number, theirs: number): void {
  if (Math.abs(ours - theirs) > 1e-9 * Math.abs(theirs))
    throw new Error(`Sums differ: ${ours} and ${theirs}.`)
}

function figuresOf({ ours, pandas }: Timings, peer: PandasPeer | undefined): Figure[] {
  const own: Figure = { id: 'read', value: median(ours), unit: 's' }
  if (peer === undefined) return [own]
  return [
    own,
    { id: 'pandas', value: median(pandas), unit: 's' },
    { id: 'ratio', value: median(pandas) / median(ours), unit: '×', goal: { atLeast: 1 } },
  ]
}
