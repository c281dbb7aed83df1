import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { cpuUsage } from 'node:process'
import { type FittedBoosting, fitBoosting, predictBoosting, rocAuc, seeded } from '@kindred/learning'
import type { BenchmarkOptions, Figure } from '../benchmark.ts'
import { writeMatrix } from '../clustering/matrix-file.ts'
import { PythonPeer } from '../python-peer.ts'
import { median } from '../race.ts'
import { type Shoppers, shoppers } from './shoppers.ts'

const CUSTOMERS = 1_000_000
/** Of whom the trees are learned, by both. */
const KNOWN = 50_000
const COLUMNS = 30
const TURNS = 5

interface Scored {
  readonly seconds: number
  /** Processor seconds, of all threads. */
  readonly busy: number
  readonly auc: number
}

/** What a million customers come to in 100 trees of 31 leaves, by one thread, against XGBoost with as many trees of its own. */
export async function scoring({ scale, note }: BenchmarkOptions): Promise<readonly Figure[]> {
  const given = shoppers({ known: KNOWN, fresh: Math.round(CUSTOMERS * scale), columns: COLUMNS }, 5)
  const fitted = fitBoosting(given.table, given.target, { random: seeded(1) })
  const folder = mkdtempSync(join(tmpdir(), 'kindred-bench-'))
  const peer = await PythonPeer.open<{ readonly xgboost: string }, Scored>({
    path: resolve(import.meta.dirname, 'scoring_peer.py'),
    needs: 'import sklearn, xgboost',
  })
  note(
    peer === undefined
      ? 'XGBoost is not there, so there is nobody to compare with: apt-get install python3-xgboost python3-sklearn.'
      : `XGBoost ${peer.greeting.xgboost}`,
  )
  try {
    const matrix = writeMatrix(folder, 'shoppers', given.matrix)
    const [ours, theirs]: [Scored[], Scored[]] = [[], []]
    for (let turn = 0; turn < TURNS; turn += 1) {
      ours.push(timeOurs(fitted, given))
      if (peer !== undefined) theirs.push(await peer.ask({ matrix, known: KNOWN }))
    }
    return figuresOf(ours, theirs)
  } finally {
    peer?.close()
    rmSync(folder, { recursive: true })
  }
}

function timeOurs(fitted: FittedBoosting, { fresh, freshTarget }: Shoppers): Scored {
  const busy = cpuUsage()
  const began = performance.now()
  const chances = predictBoosting(fitted, fresh)
  const seconds = (performance.now() - began) / 1000
  const { user, system } = cpuUsage(busy)
  return { seconds, busy: (user + system) / 1e6, auc: rocAuc(freshTarget, chances) }
}

/** Trees of both are learned from few rows: which of two alike they ask first makes this difference. */
const ALIKE = 0.01

function figuresOf(ours: readonly Scored[], theirs: readonly Scored[]): Figure[] {
  const of = (scored: readonly Scored[], what: keyof Scored): number => median(scored.map(each => each[what]))
  const own: Figure = { id: 'scoring: ours', value: of(ours, 'seconds'), unit: 's' }
  if (theirs.length === 0) return [own]
  if (Math.abs(of(ours, 'auc') - of(theirs, 'auc')) > ALIKE)
    throw new Error(`Scores are not alike: AUC ${of(ours, 'auc')} and ${of(theirs, 'auc')}.`)
  return [
    { id: 'scoring', value: of(theirs, 'seconds') / own.value, unit: 'x', goal: { atLeast: 5 } },
    own,
    { id: 'scoring: peer', value: of(theirs, 'seconds'), unit: 's' },
    { id: 'scoring: processor time', value: of(theirs, 'busy') / of(ours, 'busy'), unit: 'x' },
  ]
}
