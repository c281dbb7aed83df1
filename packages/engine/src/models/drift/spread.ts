import { type Column, populationStability, quantile, type Table } from '@kindred/learning'
import type { ModelCard, Spread } from '../../records/fitted-model.ts'

/** Parts of numbers, about as many customers in each. */
const PARTS = 10
/** Of words the heaviest; all others are one part. */
const MOST_WORDS = 20

/** How the values of a column are spread: parts of numbers, words, and those that are unknown. */
export function spreadOf(column: Column): Spread {
  if (column.kind === 'number') {
    const known = column.values.filter(value => !Number.isNaN(value)).sort()
    const shares = Array.from({ length: PARTS - 1 }, (_, part) => (part + 1) / PARTS)
    const edges = known.length === 0 ? [] : [...new Set(shares.map(share => quantile(known, share)))]
    return { edges, counts: countNumbers(edges, column.values) }
  }
  const counts = new Map<string, number>()
  for (const word of column.values) if (word !== null) counts.set(word, (counts.get(word) ?? 0) + 1)
  const words = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_WORDS)
    .map(([word]) => word)
  return { words, counts: countWords(words, column.values) }
}

/** How inputs and scores are spread among the rows a model is judged by. */
export function spreadsOf({ columns }: Table, scores: Float64Array): NonNullable<ModelCard['spreads']> {
  return {
    score: spreadOf({ name: 'score', kind: 'number', values: scores }),
    inputs: Object.fromEntries(columns.map(column => [column.name, spreadOf(column)])),
  }
}

/**
 * The population stability index of a column against how it was spread.
 *
 * @throws RangeError of words where there were numbers, or the other way round
 */
export function driftOf(before: Spread, column: Column): number {
  return populationStability(before.counts, countsIn(before, column))
}

function countsIn({ edges, words }: Spread, column: Column): readonly number[] {
  if (column.kind === 'number' && edges !== undefined) return countNumbers(edges, column.values)
  if (column.kind === 'category' && words !== undefined) return countWords(words, column.values)
  throw new RangeError(`The column '${column.name}' is of another kind than before.`)
}

/** Up to each edge, above the last, and unknown. */
function countNumbers(edges: readonly number[], values: Float64Array): number[] {
  const counts = new Array<number>(edges.length + 2).fill(0)
  for (const value of values) {
    const above = edges.findIndex(edge => value <= edge)
    const part = Number.isNaN(value) ? edges.length + 1 : above === -1 ? edges.length : above
    counts[part] = (counts[part] ?? 0) + 1
  }
  return counts
}

/** Each word, all others, and unknown. */
function countWords(words: readonly string[], values: readonly (string | null)[]): number[] {
  const places = new Map(words.map((word, place) => [word, place]))
  const counts = new Array<number>(words.length + 2).fill(0)
  for (const word of values) {
    const part = word === null ? words.length + 1 : (places.get(word) ?? words.length)
    counts[part] = (counts[part] ?? 0) + 1
  }
  return counts
}
