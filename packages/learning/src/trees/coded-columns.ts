import type { CategoryColumn, NumberColumn, Table } from '../matrix/table.ts'

/** Rows of a column of numbers in the order of their values, node by node; missing ones last. */
export interface CodedNumbers {
  readonly kind: 'number'
  readonly name: string
  /** Distinct values, ascending. */
  readonly values: Float64Array
  /** A row's place among `values`; their number where it is missing. */
  readonly codes: Int32Array
  readonly order: Int32Array
}

export interface CodedWords {
  readonly kind: 'category'
  readonly name: string
  /** Most frequent first. */
  readonly levels: readonly (string | null)[]
  readonly codes: Int32Array
}

export type CodedColumn = CodedNumbers | CodedWords

/**
 * A table as whole numbers, its rows sorted by every column of numbers.
 *
 * @param rows - Those to sort.
 *
 * Cost: a sort of plain numbers a column, and a search a value.
 */
export function codeColumns({ columns }: Table, rows: Int32Array): CodedColumn[] {
  return columns.map(column => (column.kind === 'number' ? codeNumbers(column, rows) : codeWords(column)))
}

function codeNumbers({ name, values: given }: NumberColumn, rows: Int32Array): CodedNumbers {
  const known = given.filter(value => !Number.isNaN(value)).sort()
  const values = known.filter((value, at) => at === 0 || value !== known[at - 1])
  const codes = Int32Array.from(given, value =>
    Number.isNaN(value) ? values.length : placeOf(values, value),
  )
  return { kind: 'number', name, values, codes, order: inOrder(codes, values.length + 1, rows) }
}

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

/** Counting sort. */
function inOrder(codes: Int32Array, different: number, rows: Int32Array): Int32Array {
  const next = new Int32Array(different + 1)
  for (const row of rows) next[codes[row]! + 1]! += 1
  for (let code = 1; code <= different; code += 1) next[code]! += next[code - 1]!
  const order = new Int32Array(rows.length)
  for (const row of rows) {
    const code = codes[row]!
    order[next[code]!] = row
    next[code]! += 1
  }
  return order
}

function codeWords({ name, values }: CategoryColumn): CodedWords {
  const counts = new Map<string | null, number>()
  for (const word of values) counts.set(word, (counts.get(word) ?? 0) + 1)
  const levels = [...counts]
    .sort(([a, m], [b, n]) => n - m || (String(a) < String(b) ? -1 : 1))
    .map(([level]) => level)
  const places = new Map(levels.map((level, place) => [level, place]))
  return { kind: 'category', name, levels, codes: Int32Array.from(values, word => places.get(word) ?? -1) }
}
