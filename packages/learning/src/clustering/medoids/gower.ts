import { LearningError } from '../../errors.ts'
import type { Column, Table } from '../../matrix/table.ts'

/** What one column is measured with. */
export type Yardstick =
  | { readonly name: string; readonly kind: 'number'; readonly range: number }
  | { readonly name: string; readonly kind: 'category' }

/** A row as plain values: a number, a word, or null where it is missing. */
export type PlainRow = readonly (number | string | null)[]

export function yardsticksOf({ columns }: Table): Yardstick[] {
  return columns.map(column => {
    if (column.kind === 'category') return { name: column.name, kind: 'category' }
    let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const value of column.values) {
      if (value < least) least = value
      if (value > greatest) greatest = value
    }
    return { name: column.name, kind: 'number', range: Math.max(0, greatest - least) }
  })
}

export function plainRow({ columns }: Table, row: number): (number | string | null)[] {
  return columns.map(({ values }) => {
    const value = values[row]
    return value === undefined || Number.isNaN(value) ? null : value
  })
}

/** The columns of a table that yardsticks name, in their order. */
export function columnsFor(yardsticks: readonly Yardstick[], { columns }: Table): Table {
  const found = yardsticks.map(({ name, kind }): Column => {
    const column = columns.find(each => each.name === name)
    if (column === undefined) throw new LearningError('column_missing', { column: name })
    if (column.kind === kind) return column
    const words = { number: 'numbers', category: 'words' }
    throw new LearningError('column_of_other_kind', {
      column: name,
      given: words[column.kind],
      wanted: words[kind],
    })
  })
  return { columns: found }
}

/**
 * How different two rows are, from 0 to 1: the mean over the columns that both have a value in, of the difference as a
 * share of the column's range, or of 0 and 1 for the same and another word. 1 where there is no such column.
 *
 * Source: Gower (1971), A general coefficient of similarity, Biometrics 27(4).
 *
 * @example
 * gower([{ name: 'age', kind: 'number', range: 50 }, { name: 'city', kind: 'category' }], [20, 'A'], [45, 'A']) // 0.25
 */
export function gower(yardsticks: readonly Yardstick[], a: PlainRow, b: PlainRow): number {
  let sum = 0
  let count = 0
  for (let column = 0; column < yardsticks.length; column += 1) {
    const difference = differenceBy(yardsticks[column]!, a[column] ?? null, b[column] ?? null)
    if (difference === undefined) continue
    sum += difference
    count += 1
  }
  return count === 0 ? 1 : sum / count
}

function differenceBy(
  yardstick: Yardstick,
  a: number | string | null,
  b: number | string | null,
): number | undefined {
  if (a === null || b === null) return undefined
  if (yardstick.kind === 'category' || typeof a === 'string' || typeof b === 'string') return a === b ? 0 : 1
  return yardstick.range === 0 ? Math.min(1, Math.abs(a - b)) : Math.min(1, Math.abs(a - b) / yardstick.range)
}
