import type { Column, Table } from '@kindred/learning'

/** Some rows of a table, with their labels. */
export function takeRows(
  table: Table,
  labels: Int32Array,
  rows: readonly number[],
): { table: Table; labels: Int32Array } {
  const columns = table.columns.map((column): Column => {
    if (column.kind === 'category') return { ...column, values: rows.map(row => column.values[row]!) }
    return { ...column, values: Float64Array.from(rows, row => column.values[row]!) }
  })
  return { table: { columns }, labels: Int32Array.from(rows, row => labels[row]!) }
}
