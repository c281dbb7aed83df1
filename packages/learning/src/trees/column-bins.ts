import type { CategoryColumn, NumberColumn, Table } from '../matrix/table.ts'
import type { Random } from '../numeric/random.ts'
import { sampleRows } from '../numeric/sample-rows.ts'

/** How a column is told in at most 256 codes. */
export type ColumnBins = NumberBins | WordBins

export interface NumberBins {
  readonly kind: 'number'
  /** Ascending; a value is in the bin of the number of ends it is above. Missing values have the code behind the last bin. */
  readonly ends: Float64Array
  /** Of every bin the middle between the least and the greatest value in it. */
  readonly middles: Float64Array
}

export interface WordBins {
  readonly kind: 'category'
  /** Heaviest first; a word's code is its place. */
  readonly levels: readonly (string | null)[]
  /** Whether there are others, which share the code behind the last. */
  readonly hasOthers: boolean
}

/** Bins of known values. */
export const MOST_BINS = 255
/** Rows that tell where bins end. */
const SAMPLE = 1 << 16

interface Binning {
  /** Rows without weight are not looked at. */
  readonly weights: Float64Array
  /** Bins of a column of numbers, at most: 2 to 255. */
  readonly bins: number
  readonly random: Random
}

/**
 * Where the bins of every column end: between any two values where there are few, else so that each has about the same
 * weight, from a sample of 65,536 rows where there are more.
 *
 * Cost: a sort of the sample a column.
 */
export function binsOf({ columns }: Table, { weights, bins, random }: Binning): ColumnBins[] {
  const present = presentRows(weights)
  const rows = sampleRows(present.length, SAMPLE, random).map(at => present[at]!)
  const weighted = rows.some(row => weights[row] !== 1)
  return columns.map((column): ColumnBins => {
    if (column.kind === 'category') return wordBins(column, present, weights)
    return numberBins(column, rows, bins, weighted ? weights : undefined)
  })
}

/** Rows that have weight. */
export function presentRows(weights: Float64Array): Int32Array {
  const rows = new Int32Array(weights.length)
  let count = 0
  for (let row = 0; row < weights.length; row += 1)
    if (weights[row]! > 0) {
      rows[count] = row
      count += 1
    }
  return rows.subarray(0, count)
}

function numberBins(
  { values: all }: NumberColumn,
  rows: Int32Array,
  bins: number,
  weights: Float64Array | undefined,
): NumberBins {
  const sorted = knownOf(all, rows).sort()
  const values = distinct(sorted)
  if (values.length <= bins) return cutAfter(values, Int32Array.from(values.keys()))
  const heavy = new Float64Array(values.length)
  if (weights === undefined) countValues(sorted, values, heavy)
  else
    for (const row of rows) if (!Number.isNaN(all[row]!)) heavy[placeOf(values, all[row]!)]! += weights[row]!
  return cutAfter(values, evenCuts(heavy, bins))
}

/** Bins that hold values up to some places, the last included. */
function cutAfter(values: Float64Array, lasts: Int32Array): NumberBins {
  const inner = lasts.subarray(0, -1)
  return {
    kind: 'number',
    ends: Float64Array.from(inner, last => between(values[last]!, values[last + 1]!)),
    middles: Float64Array.from(lasts, (last, bin) => {
      const first = bin === 0 ? 0 : lasts[bin - 1]! + 1
      return between(values[first]!, values[last]!)
    }),
  }
}

function knownOf(all: Float64Array, rows: Int32Array): Float64Array {
  const known = new Float64Array(rows.length)
  let count = 0
  for (let at = 0; at < rows.length; at += 1) {
    const value = all[rows[at]!]!
    if (Number.isNaN(value)) continue
    known[count] = value
    count += 1
  }
  return known.subarray(0, count)
}

function distinct(sorted: Float64Array): Float64Array {
  const values = new Float64Array(sorted.length)
  let count = 0
  for (let at = 0; at < sorted.length; at += 1)
    if (at === 0 || sorted[at] !== sorted[at - 1]) {
      values[count] = sorted[at]!
      count += 1
    }
  return values.subarray(0, count)
}

function countValues(sorted: Float64Array, values: Float64Array, counts: Float64Array): void {
  let place = 0
  for (let at = 0; at < sorted.length; at += 1) {
    if (sorted[at] !== values[place]) place += 1
    counts[place]! += 1
  }
}

/** An end in the middle between two values, or the lower where there is no middle. */
function between(below: number, above: number): number {
  const middle = below + (above - below) / 2
  return middle < above ? middle : below
}

/** Places of values after which to cut, so that all bins weigh about the same. */
function evenCuts(heavy: Float64Array, bins: number): Int32Array {
  const share = heavy.reduce((sum, each) => sum + each, 0) / bins
  const lasts: number[] = []
  let sum = 0
  let passed = 0
  for (let at = 0; at + 1 < heavy.length; at += 1) {
    sum += heavy[at]!
    const now = Math.floor(sum / share + 1e-9)
    if (now > passed) lasts.push(at)
    passed = now
  }
  return Int32Array.from([...lasts.slice(0, bins - 1), heavy.length - 1])
}

/** The place of a value that is there. */
function placeOf(ascending: Float64Array, value: number): number {
  let low = 0
  let high = ascending.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

function wordBins({ values }: CategoryColumn, rows: Int32Array, weights: Float64Array): WordBins {
  const heavy = new Map<string | null, number>()
  for (const row of rows) heavy.set(values[row]!, (heavy.get(values[row]!) ?? 0) + weights[row]!)
  const levels = [...heavy]
    .sort(([a, m], [b, n]) => n - m || (String(a) < String(b) ? -1 : 1))
    .map(([level]) => level)
  const hasOthers = levels.length > MOST_BINS
  return { kind: 'category', levels: hasOthers ? levels.slice(0, MOST_BINS) : levels, hasOthers }
}

/** Codes of known values and of words: the one behind them is that of missing ones, or of other words. */
export function binCount(bins: ColumnBins): number {
  return bins.kind === 'number' ? bins.ends.length + 1 : bins.levels.length
}

/** The code of every word. */
export function wordCodes({ levels }: WordBins, column: CategoryColumn): Uint8Array {
  const places = new Map(levels.map((level, place) => [level, place]))
  return Uint8Array.from(column.values, word => places.get(word) ?? levels.length)
}
