import type { Table } from '@kindred/learning'

/** Some rows of a table, in the order of `chosen`; a row may be chosen more than once. */
export function selectTable({ columns }: Table, chosen: Int32Array): Table {
  return {
    columns: columns.map(column =>
      column.kind === 'number'
        ? { ...column, values: Float64Array.from(chosen, row => column.values[row]!) }
        : { ...column, values: Array.from(chosen, row => column.values[row] ?? null) },
    ),
  }
}
