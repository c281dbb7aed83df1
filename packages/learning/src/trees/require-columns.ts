import { requireColumn } from '../matrix/require-column.ts'
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
