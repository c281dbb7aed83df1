import type { Table } from './table.ts'

/**
 * Some rows of a table, in the order of `chosen`; a row may be chosen more than once.
 *
 * @example
 * selectTable({ columns: [{ name: 'x', kind: 'category', values: ['a', 'b', 'c'] }] }, [2, 0]).columns[0].values // ['c', 'a']
 */
export function selectTable({ columns }: Table, chosen: ArrayLike<number>): Table {
  const rows = Int32Array.from(chosen)
  return {
    columns: columns.map(column =>
      column.kind === 'number'
        ? { ...column, values: Float64Array.from(rows, row => column.values[row]!) }
        : { ...column, values: Array.from(rows, row => column.values[row]!) },
    ),
  }
}
