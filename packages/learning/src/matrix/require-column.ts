import { LearningError } from '../errors.ts'
import type { Column, Table } from './table.ts'

/**
 * The column of a name, of the kind that it had when something was fitted.
 *
 * @throws LearningError `column_missing`, `column_of_other_kind`
 */
export function requireColumn(table: Table, name: string, kind: Column['kind']): Column {
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
