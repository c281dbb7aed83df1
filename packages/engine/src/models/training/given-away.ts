import { type Column, rankCorrelation, rocAuc } from '@kindred/learning'

/** A single column that tells the answer as surely as this was, most likely, written down after it. */
const TOO_GOOD = 0.995

/**
 * How well one column alone tells a yes from a no, 0.5 to 1, whichever way round; unknown is a value of its own.
 *
 * @param target - 0 or 1 a row, both there.
 */
export function singleAuc(column: Column, target: Float64Array): number {
  const auc = rocAuc(target, column.kind === 'number' ? ranked(column.values) : rates(column.values, target))
  return Math.max(auc, 1 - auc)
}

/** Whether a column gives a yes or a no away, or orders amounts as they came out. */
export function givesAway(column: Column, target: Float64Array, answer: 'chance' | 'amount'): boolean {
  if (answer === 'chance') return singleAuc(column, target) >= TOO_GOOD
  if (column.kind !== 'number') return false
  const known = Int32Array.from(target.keys()).filter(row => !Number.isNaN(column.values[row]))
  const at = (values: Float64Array) => Float64Array.from(known, row => values[row] ?? 0)
  // Where little is known of it little is given away.
  if (known.length < target.length / 2) return false
  const weights = new Float64Array(known.length).fill(1)
  const ranked = { target: at(target), scores: at(column.values), weights }
  return Math.abs(rankCorrelation(ranked)) >= TOO_GOOD
}

/** Unknown ones below all others. */
function ranked(values: Float64Array): Float64Array {
  const known = values.filter(value => !Number.isNaN(value))
  const least = known.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY)
  const below = Number.isFinite(least) ? least - 1 - Math.abs(least) : 0
  return values.map(value => (Number.isNaN(value) ? below : value))
}

/** A word of a few customers says nothing: that is what names and numbers of customers are. */
const FEW = 5

/** Of every row how often it was true of those with her word. */
function rates(words: readonly (string | null)[], target: Float64Array): Float64Array {
  const sums = new Map<string | null, { rows: number; yes: number }>()
  words.forEach((word, row) => {
    const { rows, yes } = sums.get(word) ?? { rows: 0, yes: 0 }
    sums.set(word, { rows: rows + 1, yes: yes + (target[row] ?? 0) })
  })
  const mean = target.reduce((sum, value) => sum + value, 0) / target.length
  return Float64Array.from(words, word => {
    const { rows, yes } = sums.get(word) ?? { rows: 0, yes: 0 }
    return rows < FEW ? mean : yes / rows
  })
}
