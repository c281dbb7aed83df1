import { LearningError } from '../errors.ts'
import type { Column, Table } from './table.ts'

/**
 * The number of rows of a table, which is refused when it has none, when columns differ in length or share a name,
 * or when a number is infinite.
 *
 * @throws LearningError `no_columns`, `no_rows`, `wrong_length`, `column_twice`, `infinite_value`
 */
export function requireTable({ columns }: Table): number {
  const rows = columns[0]?.values.length
  if (rows === undefined) throw new LearningError('no_columns', { what: 'The table' })
  if (rows === 0) throw new LearningError('no_rows', { what: 'The table' })
  const names = new Set<string>()
  for (const column of columns) {
    if (names.has(column.name)) throw new LearningError('column_twice', { column: column.name })
    names.add(column.name)
    requireColumn(column, rows)
  }
  return rows
}

function requireColumn({ name, kind, values }: Column, rows: number): void {
  if (values.length !== rows)
    throw new LearningError('wrong_length', {
      what: `The column '${name}'`,
      given: values.length,
      wanted: rows,
    })
  if (kind === 'category') return
  for (let row = 0; row < rows; row += 1)
    if (Math.abs(values[row]!) === Number.POSITIVE_INFINITY)
      throw new LearningError('infinite_value', { column: name, row })
}
