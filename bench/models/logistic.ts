import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { cpuUsage } from 'node:process'
import { columnStatistics, emptyMatrix, fitLogisticRows, type Matrix } from '@kindred/learning'
import type { BenchmarkOptions, Figure } from '../benchmark.ts'
import { writeMatrix } from '../clustering/matrix-file.ts'
import { PythonPeer } from '../python-peer.ts'
import { median } from '../race.ts'
import { shoppers } from './shoppers.ts'

const ROWS = 500_000
const COLUMNS = 30
const TURNS = 7

interface Fit {
  readonly seconds: number
  /** Processor seconds, of all threads. */
  readonly busy: number
  readonly intercept: number
  readonly weights: ArrayLike<number>
}

interface Given {
  /** Standardised, in memory that threads share. */
  readonly rows: Matrix
  readonly target: Float64Array
  /** The same with the target as its last column, for the peer. */
  readonly both: Matrix
}

/**
 * Logistic regression of standardised columns with the usual penalty, against scikit-learn's L-BFGS, by one thread and by
 * two. Ours works in single precision; the loss of both is taken here, in double.
 */
export async function logistic({ scale, note }: BenchmarkOptions): Promise<readonly Figure[]> {
  const given = standardised(Math.round(ROWS * scale))
  const folder = mkdtempSync(join(tmpdir(), 'kindred-bench-'))
  const peer = await PythonPeer.open<{ readonly sklearn: string }, Fit>({
    path: resolve(import.meta.dirname, 'logistic_peer.py'),
    needs: 'import sklearn, threadpoolctl',
  })
  note(
    peer === undefined
      ? 'scikit-learn is not there, so there is nobody to compare with: apt-get install python3-sklearn.'
      : `scikit-learn ${peer.greeting.sklearn}`,
  )
  try {
    const matrix = writeMatrix(folder, 'shoppers', given.both)
    const figures: Figure[] = []
    for (const threads of [1, 2]) {
      const [ours, theirs]: [Fit[], Fit[]] = [[], []]
      for (let turn = 0; turn < TURNS; turn += 1) {
        ours.push(timeOurs(given, threads))
        if (peer !== undefined) theirs.push(await peer.ask({ matrix, threads }))
      }
      figures.push(...figuresOf(`logistic, ${threads} threads`, given, { ours, theirs }))
    }
    return figures
  } finally {
    peer?.close()
    rmSync(folder, { recursive: true })
  }
}

function standardised(count: number): Given {
  const { matrix, target } = shoppers({ known: count, fresh: 0, columns: COLUMNS }, 5)
  const { means, variances } = columnStatistics(matrix)
  const rows = emptyMatrix(count, COLUMNS, { shared: true, single: true })
  const both = emptyMatrix(count, COLUMNS + 1, { single: true })
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < COLUMNS; column += 1) {
      const value = matrix.values[row * (COLUMNS + 1) + column]!
      const scaled = (value - means[column]!) / Math.sqrt(variances[column]!)
      rows.values[row * COLUMNS + column] = scaled
      both.values[row * (COLUMNS + 1) + column] = scaled
    }
    both.values[row * (COLUMNS + 1) + COLUMNS] = target[row]!
  }
  return { rows, target, both }
}

function timeOurs({ rows, target }: Given, threads: number): Fit {
  const busy = cpuUsage()
  const began = performance.now()
  const { intercept, weights } = fitLogisticRows(rows, target, { threads })
  const seconds = (performance.now() - began) / 1000
  const { user, system } = cpuUsage(busy)
  return { seconds, busy: (user + system) / 1e6, intercept, weights }
}

/** Log loss of all rows and half the squares of weights. */
function lossOf({ rows: { rows, columns, values }, target }: Given, { intercept, weights }: Fit): number {
  let loss = 0
  for (let column = 0; column < columns; column += 1) loss += weights[column]! ** 2 / 2
  for (let row = 0; row < rows; row += 1) {
    let margin = intercept
    for (let column = 0; column < columns; column += 1)
      margin += weights[column]! * values[row * columns + column]!
    loss += Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, margin) - target[row]! * margin
  }
  return loss
}

function figuresOf(
  id: string,
  given: Given,
  { ours, theirs }: { readonly ours: readonly Fit[]; readonly theirs: readonly Fit[] },
): Figure[] {
  const of = (fits: readonly Fit[], what: 'seconds' | 'busy'): number => median(fits.map(each => each[what]))
  const own: Figure = { id: `${id}: ours`, value: of(ours, 'seconds'), unit: 's' }
  if (theirs.length === 0) return [own]
  const known = lossOf(given, theirs[0]!)
  const excess = (lossOf(given, ours[0]!) - known) / known
  return [
    { id, value: of(theirs, 'seconds') / own.value, unit: 'x', goal: { atLeast: 3 } },
    { id: `${id}: our loss over theirs`, value: excess, unit: 'of it', goal: { atMost: 1e-6 } },
    own,
    { id: `${id}: peer`, value: of(theirs, 'seconds'), unit: 's' },
    { id: `${id}: processor time`, value: of(theirs, 'busy') / of(ours, 'busy'), unit: 'x' },
  ]
}
