import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { type FittedBoosting, fitBoosting, predictBoosting, seeded } from '@kindred/learning'
import { Nodes, PopulationQueries, startEmbedded } from '@kindred/stores/clickhouse'
import type { BenchmarkOptions, Figure } from '../benchmark.ts'
import { type MatrixFile, writeMatrix } from '../clustering/matrix-file.ts'
import { PythonPeer } from '../python-peer.ts'
import { median } from '../race.ts'
import { scoreOf, storeShoppers } from './scored-shoppers.ts'
import { type Shoppers, shoppers } from './shoppers.ts'

const CUSTOMERS = 1_000_000
/** Of whom the trees are learned, by both. */
const KNOWN = 50_000
const COLUMNS = 30
const TURNS = 5
/** As many as the warehouse has lanes. */
const THREADS = 2
const context = { asOf: Date.UTC(2026, 10, 1), timezone: 'UTC', weekStart: 1, cutoffs: new Map() }

type Peer = PythonPeer<{ readonly xgboost: string }, { readonly seconds: number }>

/**
 * `score(model)` of a million customers as SQL in the embedded warehouse, from columns on disk to scores in a shared array,
 * against XGBoost predicting from an array in memory; both by two threads.
 */
export async function scoringSql({ scale, note }: BenchmarkOptions): Promise<readonly Figure[]> {
  const given = shoppers({ known: KNOWN, fresh: Math.round(CUSTOMERS * scale), columns: COLUMNS }, 5)
  const fitted = fitBoosting(given.table, given.target, { random: seeded(1) })
  const folder = mkdtempSync(join(tmpdir(), 'kindred-bench-'))
  const peer: Peer | undefined = await PythonPeer.open({
    path: resolve(import.meta.dirname, 'scoring_peer.py'),
    needs: 'import sklearn, xgboost',
  })
  note(peer === undefined ? 'XGBoost is not there.' : `XGBoost ${peer.greeting.xgboost}`)
  try {
    const matrix = writeMatrix(folder, 'shoppers', given.matrix)
    return await race(folder, fitted, given, matrix, peer)
  } finally {
    peer?.close()
    rmSync(folder, { recursive: true })
  }
}

async function race(
  folder: string,
  fitted: FittedBoosting,
  given: Shoppers,
  matrix: MatrixFile,
  peer: Peer | undefined,
): Promise<readonly Figure[]> {
  await using server = await startEmbedded({ folder: join(folder, 'warehouse') })
  const nodes = new Nodes({
    nodes: [{ url: server.url, ...server.app }],
    database: 'kindred_scores',
    alone: true,
  })
  try {
    await storeShoppers(nodes, given, KNOWN)
    const queries = new PopulationQueries(nodes)
    const columns = new Map([['score', scoreOf(fitted)]])
    const [ours, theirs]: [number[], number[]] = [[], []]
    for (let turn = -1; turn < TURNS; turn += 1) {
      const began = performance.now()
      const { columns: found } = await queries.table({ context, columns })
      const seconds = (performance.now() - began) / 1000
      const answer = await peer?.ask({ matrix, known: KNOWN, threads: THREADS })
      const scores = found.get('score')
      if (scores?.kind !== 'number') throw new Error('No scores were read.')
      if (turn < 0) requireSame(scores.values, predictBoosting(fitted, given.fresh))
      else ours.push(seconds)
      if (turn >= 0 && answer !== undefined) theirs.push(answer.seconds)
    }
    return figuresOf(ours, theirs)
  } finally {
    await nodes.close()
  }
}

/** The warehouse computes the same exponentials to a last bit or two. */
function requireSame(scores: Float64Array, expected: Float64Array): void {
  const differs = expected.findIndex(
    (value, row) => !(Math.abs((scores[row] ?? Number.NaN) - value) <= 1e-12),
  )
  if (differs >= 0 || scores.length !== expected.length)
    throw new Error(`Scores differ: ${scores[differs]} and ${expected[differs]} of customer ${differs}.`)
}

function figuresOf(ours: readonly number[], theirs: readonly number[]): Figure[] {
  const own: Figure = { id: 'scoring as SQL: ours', value: median(ours), unit: 's' }
  if (theirs.length === 0) return [own]
  return [
    { id: 'scoring as SQL', value: median(theirs) / own.value, unit: 'x', goal: { atLeast: 2 } },
    own,
    { id: 'scoring as SQL: peer', value: median(theirs), unit: 's' },
  ]
}
