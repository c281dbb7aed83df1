import type { Scorer } from '../ast/scorer.ts'
import { compileScorer } from './compile-score.ts'
import { newScoreRow } from './score-row.ts'

/** One input of many customers: numbers, NaN where missing; or words, null where missing. */
export type ScoreColumn = Float64Array | readonly (string | null)[]

/**
 * A formula over rows that are at hand, as the closure works it out; NaN where it is not finite.
 *
 * @param columns - The inputs in the order in which the formula counts them, all of one length. The formula has been looked
 *   at (`scorerFault`).
 *
 * @example
 * scoreTable(scorer, [Float64Array.of(1, 2), ['CZ', null]])   // of two customers
 */
export function scoreTable(scorer: Scorer, columns: readonly ScoreColumn[]): Float64Array {
  const row = newScoreRow(columns.length)
  const score = compileScorer(scorer, row)
  return Float64Array.from({ length: columns[0]?.length ?? 0 }, (_, at) => {
    columns.forEach((column, input) => {
      const value = column[at]
      row.values[input] = typeof value === 'number' ? value : row.codeOf(input, value ?? undefined)
    })
    const found = score()
    return Number.isFinite(found) ? found : Number.NaN
  })
}
