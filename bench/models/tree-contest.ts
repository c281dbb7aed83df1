import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { cpuUsage } from 'node:process'
import { rocAuc, type Table } from '@kindred/learning'
import type { BenchmarkOptions, Figure } from '../benchmark.ts'
import { writeMatrix } from '../clustering/matrix-file.ts'
import { PythonPeer } from '../python-peer.ts'
import { median } from '../race.ts'
import { type Shoppers, shoppers } from './shoppers.ts'

interface Timed {
  readonly seconds: number
  /** Processor seconds, of all threads. */
  readonly busy: number
}

interface Answer extends Timed {
  readonly auc: number
}

interface Greeting {
  readonly xgboost: string
  readonly sklearn: string
}

export interface TreeContest {
  readonly id: string
  /** What the peer is asked for. */
  readonly task: string
  readonly rows: number
  readonly columns: number
  /** So many times as fast as the peer. */
  readonly goal: number
  /** How far AUC may be below that of the peer. */
  readonly worse: number
  readonly turns: number
  /** Learns, and returns what predicts. */
  fit(shoppers: Shoppers, threads: number): (fresh: Table) => Float64Array
}

/** Customers who are foretold, by both: not learned from. */
const FRESH = 100_000

/** Ours and the peer learn from the same rows in turn, by one thread and by two, and foretell the same others. */
export async function treeContest(
  contest: TreeContest,
  { scale, note }: BenchmarkOptions,
): Promise<readonly Figure[]> {
  const known = Math.round(contest.rows * scale)
  const given = shoppers({ known, fresh: FRESH, columns: contest.columns }, 5)
  const folder = mkdtempSync(join(tmpdir(), 'kindred-bench-'))
  const peer = await PythonPeer.open<Greeting, Answer>({
    path: resolve(import.meta.dirname, 'tree_peer.py'),
    needs: 'import sklearn, xgboost, threadpoolctl',
  })
  note(
    peer === undefined
      ? 'XGBoost and scikit-learn are not there, so there is nobody to compare with: apt-get install python3-xgboost python3-sklearn.'
      : `XGBoost ${peer.greeting.xgboost}, scikit-learn ${peer.greeting.sklearn}`,
  )
  try {
    const matrix = writeMatrix(folder, 'shoppers', given.matrix)
    const figures: Figure[] = []
    for (const threads of [1, 2]) {
      const ask = async (): Promise<Answer | undefined> =>
        await peer?.ask({ task: contest.task, matrix, known, threads })
      figures.push(...(await fight(contest, given, threads, ask)))
    }
    return figures
  } finally {
    peer?.close()
    rmSync(folder, { recursive: true })
  }
}

async function fight(
  contest: TreeContest,
  given: Shoppers,
  threads: number,
  ask: () => Promise<Answer | undefined>,
): Promise<readonly Figure[]> {
  const ours: Answer[] = []
  const theirs: Answer[] = []
  for (let turn = 0; turn < contest.turns; turn += 1) {
    ours.push(timeOurs(contest, given, threads))
    const answer = await ask()
    if (answer !== undefined) theirs.push(answer)
  }
  return figuresOf(contest, `${contest.id}, ${threads} threads`, ours, theirs)
}

function timeOurs(contest: TreeContest, given: Shoppers, threads: number): Answer {
  const busy = cpuUsage()
  const began = performance.now()
  const predict = contest.fit(given, threads)
  const seconds = (performance.now() - began) / 1000
  const { user, system } = cpuUsage(busy)
  const auc = rocAuc(given.freshTarget, predict(given.fresh))
  return { seconds, busy: (user + system) / 1e6, auc }
}

function figuresOf(
  { goal, worse }: TreeContest,
  id: string,
  ours: readonly Answer[],
  theirs: readonly Answer[],
): Figure[] {
  const of = (answers: readonly Answer[], what: keyof Answer): number =>
    median(answers.map(each => each[what]))
  const own: Figure[] = [
    { id: `${id}: ours`, value: of(ours, 'seconds'), unit: 's' },
    { id: `${id}: our AUC`, value: of(ours, 'auc'), unit: '' },
  ]
  if (theirs.length === 0) return own
  return [
    { id, value: of(theirs, 'seconds') / of(ours, 'seconds'), unit: 'x', goal: { atLeast: goal } },
    {
      id: `${id}: AUC less theirs`,
      value: of(ours, 'auc') - of(theirs, 'auc'),
      unit: '',
      goal: { atLeast: -worse },
    },
    ...own,
    { id: `${id}: peer`, value: of(theirs, 'seconds'), unit: 's' },
    { id: `${id}: processor time`, value: of(theirs, 'busy') / of(ours, 'busy'), unit: 'x' },
  ]
}
