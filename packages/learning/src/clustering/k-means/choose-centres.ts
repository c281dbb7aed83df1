import { LearningError } from '../../errors.ts'
import { type Matrix, selectRows } from '../../matrix/matrix.ts'
import { weightsOf } from '../../matrix/require-matrix.ts'
import { squaredDistance } from '../../matrix/squared-distance.ts'
import type { Random } from '../../numeric/random.ts'
import { sampleRows } from '../../numeric/sample-rows.ts'

/** Centres are chosen among so many rows: more do not make a better start, and take longer than the descent. */
const CHOSEN_AMONG = 50_000

/**
 * Centres to begin with, spread out: each next one is a row, likelier the farther it is from those chosen (k-means++),
 * the best of several candidates.
 *
 * @param weights - One a row; without them every row counts once.
 * @returns clusters × columns
 * @throws LearningError `too_few_distinct`
 *
 * Cost: (2 + log clusters) × clusters × columns × rows, of 50,000 rows as a rule.
 */
export function chooseCentres(
  rows: Matrix,
  weights: Float64Array | undefined,
  clusters: number,
  random: Random,
): Matrix {
  if (rows.rows > CHOSEN_AMONG) {
    const sample = sampleRows(rows.rows, CHOSEN_AMONG, random)
    const weightOf = Float64Array.from(sample, row => weights?.[row] ?? 1)
    const chosen = spreadOut(selectRows(rows, sample), weightOf, clusters, random)
    if (chosen.length === clusters)
      return selectRows(
        rows,
        Int32Array.from(chosen, at => sample[at]!),
      )
  }
  const chosen = spreadOut(rows, weightsOf(rows.rows, weights), clusters, random)
  if (chosen.length < clusters)
    throw new LearningError('too_few_distinct', { clusters, distinct: chosen.length })
  return selectRows(rows, chosen)
}

/** Row numbers; fewer than `clusters` where fewer rows differ. */
function spreadOut(rows: Matrix, weights: Float64Array, clusters: number, random: Random): number[] {
  const candidates = 2 + Math.floor(Math.log(clusters))
  const first = draw(weights, sumOf(weights), random)
  const chosen = [first]
  let potential = potentialWith(rows, weights, first, undefined)
  while (chosen.length < clusters && potential.sum > 0) {
    let best: Potential | undefined
    let bestRow = 0
    for (let trial = 0; trial < candidates; trial += 1) {
      const row = draw(potential.shares, potential.sum, random)
      const next = potentialWith(rows, weights, row, potential)
      if (best !== undefined && next.sum >= best.sum) continue
      best = next
      bestRow = row
    }
    chosen.push(bestRow)
    potential = best!
  }
  return chosen
}

interface Potential {
  /** Squared distance to the nearest chosen row, times the weight. */
  readonly shares: Float64Array
  readonly sum: number
}

function potentialWith(
  { rows, columns, values }: Matrix,
  weights: Float64Array,
  added: number,
  before: Potential | undefined,
): Potential {
  const shares = new Float64Array(rows)
  let sum = 0
  for (let row = 0; row < rows; row += 1) {
    const away = weights[row]! * squaredDistance(values, row * columns, values, added * columns, columns)
    const share = before === undefined ? away : Math.min(before.shares[row]!, away)
    shares[row] = share
    sum += share
  }
  return { shares, sum }
}

/** A row, as likely as its share of the sum. */
function draw(shares: Float64Array, sum: number, random: Random): number {
  let left = random.uniform() * sum
  let last = 0
  for (let row = 0; row < shares.length; row += 1) {
    if (shares[row]! === 0) continue
    left -= shares[row]!
    last = row
    if (left < 0) break
  }
  return last
}

function sumOf(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}
