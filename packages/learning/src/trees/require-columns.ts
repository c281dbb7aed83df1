import { LearningError } from '../errors.ts'
import { requireTable } from '../matrix/require-table.ts'
import type { Column, Table } from '../matrix/table.ts'
import type { ColumnName } from './value-tree.ts'

/**
 * The columns of a table that were fitted, in their order.
 *
 * @throws LearningError what a table is refused for; `column_missing`, `column_of_other_kind`
 */
export function requireColumns(table: Table, names: readonly ColumnName[]): Column[] {
  const columns = names.map(({ name, kind }) => requireColumn(table, name, kind))
  requireTable({ columns })
  return columns
}

function requireColumn(table: Table, name: string, kind: Column['kind']): Column {
  const column = table.columns.find(each => each.name === name)
  if (column === undefined) throw new LearningError('column_missing', { column: name })
  if (column.kind === kind) return column
  const words = { number: 'numbers', category: 'words' }
  throw new LearningError('column_of_other_kind', {
    column: name,
    given: words[column.kind],
    wanted: words[kind],
  })
}
