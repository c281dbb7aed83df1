import type { Column } from '@kindred/learning'
import type { CustomerTable, TableColumn } from '../../ports/warehouse-tables.ts'

/** Some rows of a table that was read. */
export interface TablePart {
  readonly table: CustomerTable
  readonly rows: Int32Array
}

/**
 * One column out of several readings, one behind the other. Each reading has words of its own.
 *
 * @throws RangeError when it was not read, or as numbers in one reading and as words in another.
 */
export function joinColumns(name: string, parts: readonly TablePart[]): Column {
  const columns = parts.map(part => ({ ...part, column: columnOf(part.table, name) }))
  if (columns.every(({ column }) => column.kind === 'category')) {
    const values = columns.flatMap(({ column, rows }) => wordsOf(column, rows))
    return { name, kind: 'category', values }
  }
  const values = new Float64Array(columns.reduce((sum, { rows }) => sum + rows.length, 0))
  let place = 0
  for (const { column, rows } of columns) {
    if (column.kind !== 'number') throw new RangeError(`The column '${name}' is of two kinds.`)
    for (const row of rows) values[place++] = column.values[row] ?? Number.NaN
  }
  return { name, kind: 'number', values }
}

function columnOf({ columns }: CustomerTable, name: string): TableColumn {
  const column = columns.get(name)
  if (column === undefined) throw new RangeError(`The column '${name}' was not read.`)
  return column
}

function wordsOf(column: TableColumn, rows: Int32Array): (string | null)[] {
  if (column.kind === 'number') return []
  return Array.from(rows, row => column.words[column.codes[row] ?? -1] ?? null)
}

/** Numbers that were read, in some order of rows; −1 is a row that is not there. */
export function numbersAt(table: CustomerTable, name: string, rows: Int32Array): Float64Array {
  const column = columnOf(table, name)
  if (column.kind !== 'number') throw new RangeError(`The column '${name}' is no column of numbers.`)
  return Float64Array.from(rows, row => (row < 0 ? Number.NaN : (column.values[row] ?? Number.NaN)))
}

/** For each customer of one table her row in another, −1 where she is not in it. Both are in order of id. */
export function rowsIn(customers: readonly string[], other: readonly string[]): Int32Array {
  const places = new Map(other.map((customer, row) => [customer, row]))
  return Int32Array.from(customers, customer => places.get(customer) ?? -1)
}
