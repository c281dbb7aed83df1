import type { Column } from '@kindred/learning'
import type { CustomerTable, TableColumn } from '../ports/warehouse-tables.ts'

/** A column of the warehouse as learning takes it. */
export function learningColumn(name: string, column: TableColumn): Column {
  if (column.kind === 'number') return { name, kind: 'number', values: column.values }
  const { codes, words } = column
  return { name, kind: 'category', values: Array.from(codes, code => words[code] ?? null) }
}

/** Numbers of a column that was read beside the features. @throws RangeError when it was not read as numbers. */
export function numbersOf({ columns }: CustomerTable, name: string): Float64Array {
  const column = columns.get(name)
  if (column?.kind !== 'number') throw new RangeError(`The column '${name}' is no column of numbers.`)
  return column.values
}
