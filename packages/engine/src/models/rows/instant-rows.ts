import type { CustomerTable } from '../../ports/warehouse-tables.ts'

/** Customers at one instant, and what came of them later. */
export interface InstantRows {
  readonly instant: number
  /** What was known then, of everybody who was read. */
  readonly table: CustomerTable
  /** Rows of the table that can be learned from: it is known what came, and to which arm they belong. */
  readonly rows: Int32Array
  /** One a row of `rows`. */
  readonly target: Float64Array
  /** Of a model of treatments the arm of each of `rows`: 0 was left alone. */
  readonly arms?: Int32Array
  /** Known customers then, whether asked about or not. */
  readonly base: number
  /** Of how many it is not known what came. */
  readonly unknown: number
  /** How many are in no arm, or had several treatments. */
  readonly armless: number
}

/** Of a table that was read at an instant, the rows that can be learned from. */
export function instantRows({
  came,
  arms,
  ...read
}: Pick<InstantRows, 'instant' | 'table' | 'base'> & {
  /** One a row of the table, NaN where it is not known. */
  readonly came: Float64Array
  /** One a row of the table, −1 where it is in none. */
  readonly arms?: Int32Array
}): InstantRows {
  const known = Int32Array.from(came.keys()).filter(row => !Number.isNaN(came[row]))
  const rows = arms === undefined ? known : known.filter(row => (arms[row] ?? -1) >= 0)
  return {
    ...read,
    rows,
    target: Float64Array.from(rows, row => came[row] ?? Number.NaN),
    ...(arms && { arms: Int32Array.from(rows, row => arms[row] ?? -1) }),
    unknown: came.length - known.length,
    armless: known.length - rows.length,
  }
}
