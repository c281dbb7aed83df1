import type { Column, Histories, Table } from '@kindred/learning'

/** Customers who have bought, as lifetime models take them; times are in days. */
export interface LifetimeRows {
  /** Of the table. */
  readonly rows: Int32Array
  readonly histories: Histories
  /** Mean value of a later purchase, 0 where there is none; undefined where no value is read. */
  readonly value?: Float64Array
}

/** Those of a table who have bought at least once. */
export function lifetimeRows(table: Table): LifetimeRows {
  const column = (name: string): Float64Array | undefined => numbersOf(table.columns, name)
  const none = new Float64Array(0)
  const [count, age, gap] = ['lifetime_count', 'lifetime_age', 'lifetime_gap'].map(
    name => column(name) ?? none,
  )
  const rows = Int32Array.from(count!.keys()).filter(row => count![row]! >= 1)
  const frequency = new Float64Array(rows.length)
  const recency = new Float64Array(rows.length)
  const ages = Float64Array.from(rows, row => Math.max(0, age![row]!))
  rows.forEach((row, at) => {
    const last = Math.max(0, ages[at]! - Math.max(0, gap![row]!))
    // Of one instant: nobody has come back, whatever days it is counted as.
    if (last === 0) return
    frequency[at] = count![row]! - 1
    recency[at] = frequency[at] === 0 ? 0 : last
  })
  const [sum, first] = [column('lifetime_sum'), column('lifetime_first')]
  const histories = { frequency, recency, age: ages }
  if (sum === undefined || first === undefined) return { rows, histories }
  // Where what came back is worth more than what was bought later, nothing is left.
  const value = Float64Array.from(rows, (row, at) =>
    frequency[at] === 0 ? 0 : Math.max(0, sum[row]! - (first[row] ?? 0)) / frequency[at]!,
  )
  return { rows, histories, value: value.map(each => (Number.isNaN(each) ? 0 : each)) }
}

function numbersOf(columns: readonly Column[], name: string): Float64Array | undefined {
  const column = columns.find(each => each.name === name)
  return column?.kind === 'number' ? column.values : undefined
}
