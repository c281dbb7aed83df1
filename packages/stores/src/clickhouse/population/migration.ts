import type { MigrationCell, MigrationQuery } from '@kindred/engine'
import { type Checked, classesOf } from '@kindred/language'
import type { Cell } from '../warehouse-node.ts'
import { fromUnits, unitsSql, valueColumn, wholeOf } from './measured-value.ts'
import type { PopulationReader } from './population-reader.ts'

/** From where to where everybody went between two instants; cells in the order of the classes, new customers first. */
export async function migration(
  reader: PopulationReader,
  { from, to, value }: MigrationQuery,
): Promise<readonly MigrationCell[]> {
  const cells = new MigrationCells(classesOf(from.segmentation), classesOf(to.segmentation), value)
  await reader.eachRangeOfTwo(from.context, to.context, async (earlier, later, range) => {
    const first = earlier.select(
      { classes: new Map([['classes', [from.segmentation]]]), ...valueColumn(value), range },
      'before_',
    )
    const second = later.select({
      classes: new Map([['classes', [to.segmentation]]]),
      ...valueColumn(value),
      range,
    })
    const columns = `customer_id, classes[1] AS class, ${unitsSql(value)} AS units`
    const sql = `SELECT if(earlier.known = 1, toInt32(earlier.class), -1) AS was, later.class AS is, count(), sum(earlier.units), sum(later.units)
      FROM (SELECT ${columns} FROM (${second.sql})) AS later
      LEFT JOIN (SELECT ${columns}, 1 AS known FROM (${first.sql})) AS earlier ON later.customer_id = earlier.customer_id
      GROUP BY was, is`
    const params = { ...first.params, ...second.params }
    const settings = { ...first.settings, ...second.settings }
    cells.add(await later.node.rows({ sql, params, settings }))
  })
  return cells.result()
}

interface Sum {
  customers: number
  before: bigint
  after: bigint
}

/** Adds up what was found on each node and in each range. */
class MigrationCells {
  readonly #from: readonly (string | undefined)[]
  readonly #to: readonly string[]
  readonly #value: Checked | undefined
  readonly #sums = new Map<string, Sum>()

  constructor(from: readonly string[], to: readonly string[], value: Checked | undefined) {
    this.#from = [undefined, ...from]
    this.#to = to
    this.#value = value
  }

  add(rows: readonly (readonly Cell[])[]): void {
    for (const [was, is, customers, before, after] of rows) {
      const key = cellKey(Number(was) + 1, Number(is))
      const sum = this.#sums.get(key) ?? { customers: 0, before: 0n, after: 0n }
      sum.customers += Number(customers)
      sum.before += wholeOf(before)
      sum.after += wholeOf(after)
      this.#sums.set(key, sum)
    }
  }

  result(): readonly MigrationCell[] {
    return this.#from.flatMap((from, row) =>
      this.#to.flatMap((to, column) => {
        const sum = this.#sums.get(cellKey(row, column))
        return sum === undefined ? [] : [{ from, to, customers: sum.customers, ...this.#values(from, sum) }]
      }),
    )
  }

  /** Of somebody who was not known yet there is no value before. */
  #values(
    from: string | undefined,
    { before, after }: Sum,
  ): Pick<MigrationCell, 'valueBefore' | 'valueAfter'> {
    if (this.#value === undefined) return {}
    const valueAfter = fromUnits(this.#value, after)
    return from === undefined ? { valueAfter } : { valueBefore: fromUnits(this.#value, before), valueAfter }
  }
}

function cellKey(row: number, column: number): string {
  return `${row} ${column}`
}
