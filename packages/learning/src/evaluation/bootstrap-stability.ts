import { type Matrix, selectRows } from '../matrix/matrix.ts'
import { requireMatrix } from '../matrix/require-matrix.ts'
import type { Random } from '../numeric/random.ts'
import { requireOption } from '../numeric/require-option.ts'
import { step, type Watch } from '../numeric/watch.ts'
import { adjustedRand, crossTable, labelKey } from './adjusted-rand.ts'

/** Groups rows, and returns how any rows are assigned to the groups found. */
export type Grouper = (rows: Matrix, random: Random) => (rows: Matrix) => ArrayLike<number>

export interface StabilityOptions extends Watch {
  readonly random: Random
  /** Samples with replacement. Default 25. */
  readonly rounds?: number
}

export interface Stability {
  /** Mean agreement of the groups of a sample with those of all rows (adjusted Rand): 1 always the same, 0 chance. */
  readonly adjustedRand: number
  /** Standard error of that mean. */
  readonly error: number
  /**
   * For every cluster of all rows, the mean overlap with what comes nearest to it in a sample (Jaccard). Above 0.85 it
   * is highly stable, below 0.6 it should not be trusted.
   */
  readonly clusters: readonly number[]
}

/**
 * Whether the same groups come out when other customers of the same kind are looked at: rows are drawn with
 * replacement, grouped, and all rows assigned to what was found.
 *
 * @throws LearningError `no_rows`, `no_columns`, `not_finite`, `bad_option`, and what the grouper throws
 *
 * Source: Hennig (2007), Cluster-wise assessment of cluster stability, CSDA 52; agreement by Hubert and Arabie (1985).
 * Checked: groups far apart are stable, halves of one group are not (evaluation.test.ts).
 * Cost: rounds + 1 groupings.
 *
 * @example
 * const group = (rows, random) => {
 *   const fitted = fitKMeans(rows, { clusters: 2, random })
 *   return others => assignKMeans(fitted, others).labels
 * }
 * const rows = matrixOf([[0], [0.1], [0.2], [0.3], [9], [9.1], [9.2], [9.3]])
 * bootstrapStability(rows, group, { random: seeded(7) }).adjustedRand // 1
 */
export function bootstrapStability(rows: Matrix, group: Grouper, options: StabilityOptions): Stability {
  const { random, rounds = 25 } = options
  requireMatrix(rows)
  requireOption('rounds', rounds, { least: 2, whole: true })
  const labels = group(rows, random)(rows)
  const agreements = new Float64Array(rounds)
  const overlaps: number[][] = []
  for (let round = 0; round < rounds; round += 1) {
    const drawn = Int32Array.from({ length: rows.rows }, () => random.below(rows.rows))
    const again = group(selectRows(rows, drawn), random)(rows)
    agreements[round] = adjustedRand(labels, again)
    overlaps.push(bestOverlaps(labels, again))
    step(options, round + 1, rounds)
  }
  const mean = agreements.reduce((sum, value) => sum + value, 0) / rounds
  const squares = agreements.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return {
    adjustedRand: mean,
    error: Math.sqrt(squares / (rounds - 1) / rounds),
    clusters: overlaps[0]!.map((_, label) => overlaps.reduce((sum, each) => sum + each[label]!, 0) / rounds),
  }
}

/** For every label from 0, the greatest share of rows in common with one cluster of the other grouping. */
function bestOverlaps(labels: ArrayLike<number>, again: ArrayLike<number>): number[] {
  const { pairs, ofA, ofB } = crossTable(labels, again)
  const found = [...ofA.keys()].filter(label => label >= 0)
  return Array.from({ length: Math.max(-1, ...found) + 1 }, (_, label) => {
    let best = 0
    for (const [other, count] of ofB) {
      const both = pairs.get(labelKey(label, other)) ?? 0
      if (other >= 0 && both > 0) best = Math.max(best, both / ((ofA.get(label) ?? 0) + count - both))
    }
    return best
  })
}
