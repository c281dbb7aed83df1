import type { Figure } from '../records/fitted-model.ts'
import { judgeRows } from './training/judge.ts'

/** How good scores were that are known now to have come true or not; rows without a score, or of whom it is not known, are left out. */
export function judgeScore(
  answer: 'chance' | 'amount',
  target: Float64Array,
  score: Float64Array,
  seed: number,
): { readonly rows: number; readonly figures: readonly Figure[] } {
  const rows = Int32Array.from(target.keys()).filter(
    row => !Number.isNaN(target[row]) && !Number.isNaN(score[row]),
  )
  const judge = { rows, table: { columns: [] }, target: pick(target, rows), customers: rows }
  return judgeRows({ judge, predicted: pick(score, rows), answer, threshold: 0.5, seed })
}

function pick(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, row => values[row] ?? Number.NaN)
}
