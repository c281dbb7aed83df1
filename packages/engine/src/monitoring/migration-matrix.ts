import type { MigrationCell } from '../ports/warehouse.ts'

/** From which class to which, in the order of the definition. */
export interface MigrationMatrix {
  readonly classes: readonly string[]
  /** Only those with somebody in them. */
  readonly cells: readonly MigrationCell[]
  readonly from: MigrationTotal
  readonly to: MigrationTotal
}
export interface MigrationTotal {
  readonly customers: number
  readonly value?: number | bigint
}

/**
 * Orders the cells of a migration and sums up both ends.
 *
 * @param classes - In the order they are to be shown; one that is met besides comes after them.
 */
export function migrationMatrix(
  classes: readonly string[],
  cells: readonly MigrationCell[],
): MigrationMatrix {
  const met = cells.flatMap(({ from, to }) => (from === undefined ? [to] : [from, to]))
  const all = [...new Set([...classes, ...met])]
  const place = (name: string | undefined) => (name === undefined ? all.length : all.indexOf(name))
  const known = cells.filter(({ from }) => from !== undefined)
  return {
    classes: all,
    cells: [...cells]
      .filter(({ customers }) => customers > 0)
      .sort((a, b) => place(a.from) - place(b.from) || place(a.to) - place(b.to)),
    from: total(known, ({ valueBefore }) => valueBefore),
    to: total(cells, ({ valueAfter }) => valueAfter),
  }
}

function total(
  cells: readonly MigrationCell[],
  amountOf: (cell: MigrationCell) => number | bigint | undefined,
): MigrationTotal {
  const customers = cells.reduce((sum, cell) => sum + cell.customers, 0)
  const values = cells.map(amountOf).filter(value => value !== undefined)
  return values.length === 0 ? { customers } : { customers, value: values.reduce(addAmounts) }
}

/** Whole amounts are added exactly, however large; others as numbers. */
function addAmounts(a: number | bigint, b: number | bigint): number | bigint {
  const isWhole = (value: number | bigint) => typeof value === 'bigint' || Number.isSafeInteger(value)
  if (!isWhole(a) || !isWhole(b)) return Number(a) + Number(b)
  const sum = BigInt(a) + BigInt(b)
  return Number.isSafeInteger(Number(sum)) ? Number(sum) : sum
}
