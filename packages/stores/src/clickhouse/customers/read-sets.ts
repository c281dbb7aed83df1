import type { WarehouseSchema } from '@kindred/engine'
import type { Value } from '@kindred/language'
import { columnsOf, type DeclaredColumn } from '../schema/declared-columns.ts'
import { readableColumn, readValue } from '../values/read-value.ts'
import type { Cell } from '../warehouse-node.ts'

/** What to SELECT from `customer_changes` so that `readSets` can tell what each row sets. */
export function selectSets(schema: WarehouseSchema): string {
  return ['sets', ...selectValues(columnsOf(schema).attributes)].join(', ')
}

/** The attributes one row of `customer_changes` sets; `undefined` to unknown. */
export function readSets(
  schema: WarehouseSchema,
  [sets, ...cells]: readonly Cell[],
): Map<string, Value | undefined> {
  const names = new Set(Array.isArray(sets) ? sets.map(String) : [])
  return new Map([...readValues(columnsOf(schema).attributes, cells)].filter(([name]) => names.has(name)))
}

/** What to SELECT so that `readValues` gets these columns. */
export function selectValues(columns: readonly DeclaredColumn[]): readonly string[] {
  return columns.flatMap(({ type, columns }) => columns.map(column => readableColumn(type, column)))
}

/** The value of each name, in order, from the cells that `selectValues` asked for. */
export function readValues(
  columns: readonly DeclaredColumn[],
  cells: readonly Cell[],
): Map<string, Value | undefined> {
  const values = new Map<string, Value | undefined>()
  let position = 0
  for (const { name, type, columns: physical } of columns) {
    values.set(name, readValue(type, cells.slice(position, position + physical.length)))
    position += physical.length
  }
  return values
}
