import { requireTable } from '../matrix/require-table.ts'
import type { Column, Table } from '../matrix/table.ts'
import type { Random } from '../numeric/random.ts'
import { requireOption } from '../numeric/require-option.ts'
import { step, type Watch } from '../numeric/watch.ts'

export interface ImportanceOptions extends Watch {
  readonly random: Random
  /** How often each column is shuffled. Default 5. */
  readonly repeats?: number
}

export interface ColumnImportance {
  readonly column: string
  /** By how much the score falls when the column is shuffled: its mean. */
  readonly fall: number
  /** The standard deviation of the fall from shuffle to shuffle; 0 of one. */
  readonly deviation: number
}

/**
 * How much worse it is foretold when one column is shuffled, so that it says nothing any more: of whatever predicts.
 * Columns that tell the same stand in for each other: then none of them seems to matter.
 *
 * @param predict - What is foretold of every row of such a table.
 * @param score   - How good that is; more is better.
 * @returns In the order of the columns.
 * @throws LearningError what a table is refused for; `bad_option`, `cancelled`
 *
 * Source: Breiman (2001), Random forests, section 10; Fisher, Rudin and Dominici (2019).
 * Cost: columns × repeats predictions.
 *
 * @example
 * const table = { columns: [{ name: 'x', kind: 'number', values: Float64Array.of(1, 2, 3) }] }
 * permutationImportance(table, ({ columns }) => columns[0].values, () => 1, { random: seeded(1) })[0].fall // 0
 */
export function permutationImportance(
  table: Table,
  predict: (table: Table) => Float64Array,
  score: (predictions: Float64Array) => number,
  options: ImportanceOptions,
): ColumnImportance[] {
  const { random, repeats = 5 } = options
  const rows = requireTable(table)
  requireOption('repeats', repeats, { least: 1, whole: true })
  const whole = score(predict(table))
  return table.columns.map((column, place) => {
    const falls = Array.from({ length: repeats }, (_, time) => {
      const columns = table.columns.with(place, shuffled(column, rows, random))
      const fall = whole - score(predict({ columns }))
      step(options, place * repeats + time + 1, table.columns.length * repeats)
      return fall
    })
    const mean = falls.reduce((sum, fall) => sum + fall, 0) / repeats
    const squares = falls.reduce((sum, fall) => sum + (fall - mean) ** 2, 0)
    const deviation = repeats === 1 ? 0 : Math.sqrt(squares / (repeats - 1))
    return { column: column.name, fall: mean, deviation }
  })
}

function shuffled(column: Column, rows: number, random: Random): Column {
  const order = Int32Array.from({ length: rows }, (_, row) => row)
  for (let last = rows - 1; last > 0; last -= 1) {
    const other = random.below(last + 1)
    const kept = order[last]!
    order[last] = order[other]!
    order[other] = kept
  }
  return column.kind === 'number'
    ? { ...column, values: column.values.map((_, row) => column.values[order[row]!]!) }
    : { ...column, values: column.values.map((_, row) => column.values[order[row]!]!) }
}
