import type { CategoryColumn, Column } from '../matrix/table.ts'
import type { ValueTree } from './value-tree.ts'

/** Words as numbers: those that trees speak of by their places, all others by one more. */
export type WordPlaces = ReadonlyMap<string | null, number>

/** Rows as numbers that trees are walked by, column by column; NaN is a missing number. */
export interface ReadRows {
  readonly rows: number
  readonly columns: readonly Float64Array[]
  /** Of every column of words their places; undefined of numbers. */
  readonly places: readonly (WordPlaces | undefined)[]
}

/** @param columns - Those that were fitted, in their order. */
export function readRows(trees: readonly ValueTree[], columns: readonly Column[]): ReadRows {
  const places = columns.map((column, at) => (column.kind === 'number' ? undefined : placesOf(trees, at)))
  return {
    rows: columns[0]!.values.length,
    columns: columns.map((column, at) =>
      column.kind === 'number' ? column.values : codesOf(column, places[at]!),
    ),
    places,
  }
}

function placesOf(trees: readonly ValueTree[], column: number): WordPlaces {
  const words = new Set<string | null>()
  for (const { asks, thresholds, sets } of trees)
    if (sets.length > 0)
      asks.forEach((asked, node) => {
        if (asked === column) for (const word of sets[thresholds[node]!]!) words.add(word)
      })
  return new Map([...words].map((word, place) => [word, place]))
}

function codesOf({ values }: CategoryColumn, places: WordPlaces): Float64Array {
  return Float64Array.from(values, word => places.get(word) ?? places.size)
}
