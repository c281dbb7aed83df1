import { LearningError } from '../errors.ts'
import { requireTable } from '../matrix/require-table.ts'
import { selectTable } from '../matrix/select-table.ts'
import type { CategoryColumn, Column, NumberColumn, Table } from '../matrix/table.ts'
import { quantile } from '../numeric/quantile.ts'
import type { Random } from '../numeric/random.ts'
import { requireOption } from '../numeric/require-option.ts'
import { sampleRows } from '../numeric/sample-rows.ts'

export interface DependenceOptions {
  readonly random: Random
  /** Values of a column of numbers that are tried: its quantiles. Default 20. */
  readonly points?: number
  /** Rows that are taken into the mean, a sample where there are more. Default 1000. */
  readonly rows?: number
}

/** What is foretold on average if a column has one value for all; null is a missing one. */
export interface DependencePoint {
  readonly value: number | string | null
  readonly mean: number
}

/**
 * How what is foretold depends on one column, all others as they are: of whatever predicts. Numbers are tried at their
 * quantiles, words one by one, most frequent first; what is missing last, where it occurs. Values that never come
 * together with others in truth are mixed with them: where columns go together, it is read with care.
 *
 * @throws LearningError what a table is refused for; `column_missing`, `bad_option`
 *
 * Source: Friedman (2001), Greedy function approximation, section 8.2.
 * Cost: points × rows predictions.
 *
 * @example
 * const table = { columns: [{ name: 'x', kind: 'number', values: Float64Array.of(1, 2, 3) }] }
 * const line = partialDependence(table, ({ columns }) => columns[0].values.map(x => 10 * x), 'x', { random: seeded(1) })
 * line.map(({ mean }) => mean) // [10, 20, 30]
 */
export function partialDependence(
  table: Table,
  predict: (table: Table) => Float64Array,
  column: string,
  { random, points = 20, rows: most = 1000 }: DependenceOptions,
): DependencePoint[] {
  const rows = requireTable(table)
  requireOption('points', points, { least: 2, whole: true })
  requireOption('rows', most, { least: 1, whole: true })
  const place = table.columns.findIndex(({ name }) => name === column)
  const own = table.columns[place]
  if (own === undefined) throw new LearningError('column_missing', { column })
  const { columns } = selectTable(table, sampleRows(rows, most, random))
  return valuesOf(own, points).map(value => {
    const predictions = predict({ columns: columns.with(place, filled(columns[place]!, value)) })
    return { value, mean: predictions.reduce((sum, each) => sum + each, 0) / predictions.length }
  })
}

function valuesOf(column: Column, points: number): (number | string | null)[] {
  return column.kind === 'number' ? numbersOf(column, points) : wordsOf(column)
}

function numbersOf({ values }: NumberColumn, points: number): (number | null)[] {
  const known = values.filter(value => !Number.isNaN(value)).sort()
  const missing = known.length < values.length ? [null] : []
  if (known.length === 0) return missing
  const different = known.filter((value, at) => at === 0 || value !== known[at - 1])
  if (different.length <= points) return [...different, ...missing]
  const grid = Array.from({ length: points }, (_, at) => quantile(known, at / (points - 1)))
  return [...new Set(grid), ...missing]
}

function wordsOf({ values }: CategoryColumn): (string | null)[] {
  const counts = new Map<string | null, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const words = [...counts].filter(([word]) => word !== null)
  const ordered = words.sort(([a, m], [b, n]) => n - m || (String(a) < String(b) ? -1 : 1))
  return [...ordered.map(([word]) => word), ...(counts.has(null) ? [null] : [])]
}

function filled(column: Column, value: number | string | null): Column {
  return column.kind === 'number'
    ? {
        ...column,
        values: new Float64Array(column.values.length).fill(value === null ? Number.NaN : Number(value)),
      }
    : {
        ...column,
        values: new Array<string | null>(column.values.length).fill(value === null ? null : String(value)),
      }
}
