import type { Value } from '../vocabulary/value.ts'

/** Works something out from a row that has been filled. */
export type RowScore = () => number

/** The inputs of one model for one customer, as numbers: NaN where missing, a word by its code. */
export interface ScoreRow {
  readonly values: Float64Array
  /** The code of a word that a formula is written with: 1, 2 … within its input. */
  learn(input: number, word: string): number
  /** The code of a value; 0 for a word that no formula is written with, NaN for a missing one. */
  codeOf(input: number, value: Value | undefined): number
}

export function newScoreRow(inputs: number): ScoreRow {
  const codes = Array.from({ length: inputs }, () => new Map<unknown, number>())
  return {
    values: new Float64Array(inputs),
    learn(input, word) {
      const known = codes[input] ?? new Map<unknown, number>()
      const code = known.get(word) ?? known.size + 1
      known.set(word, code)
      return code
    },
    codeOf: (input, value) => (value === undefined ? Number.NaN : (codes[input]?.get(value) ?? 0)),
  }
}
