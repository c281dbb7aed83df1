import { type Column, seeded, selectTable, type Table } from '@kindred/learning'
import type { ModelFeature } from '../../records/fitted-model.ts'
import { fewOf } from './judge.ts'
import { gainOver, type LeadingFigure } from './leading-figure.ts'
import type { RowSet } from './split-rows.ts'

type Predict = (table: Table) => Float64Array

/** Rows that stand for all; more say the same. */
const MOST_ROWS = 5_000
const REPEATS = 3
const POINTS = 8
const MOST_WORDS = 12

/**
 * What each feature does for the model: how much worse it foretells when the feature's values are dealt out anew among
 * customers, and what becomes of the answer where everybody has one value of it, the others as they are.
 */
export function explainFeatures(
  predict: Predict,
  judge: RowSet,
  leading: LeadingFigure,
  seed: number,
): ReadonlyMap<string, Pick<ModelFeature, 'importance' | 'dependence'>> {
  const { table, target } = someOf(judge, seed)
  const whole = leading.of(target, predict(table))
  return new Map(
    table.columns.map(column => [
      column.name,
      {
        importance: importanceOf(column, { predict, table, target, leading, whole, seed }),
        dependence: dependenceOf(column, table, predict),
      },
    ]),
  )
}

function someOf({ table, target }: RowSet, seed: number): { table: Table; target: Float64Array } {
  if (target.length <= MOST_ROWS) return { table, target }
  const rows = shuffled(target.length, seed).slice(0, MOST_ROWS)
  return { table: selectTable(table, rows), target: Float64Array.from(rows, row => target[row] ?? 0) }
}

interface Scene {
  readonly predict: Predict
  readonly table: Table
  readonly target: Float64Array
  readonly leading: LeadingFigure
  readonly whole: number
  readonly seed: number
}

function importanceOf(column: Column, { predict, table, target, leading, whole, seed }: Scene): number {
  const losses = Array.from({ length: REPEATS }, (_, repeat) => {
    const dealt = selectTable({ columns: [column] }, shuffled(target.length, seed + repeat)).columns[0]
    return gainOver(leading, whole, leading.of(target, predict(withColumn(table, dealt ?? column))))
  })
  return losses.reduce((sum, loss) => sum + loss, 0) / REPEATS
}

function dependenceOf(
  column: Column,
  table: Table,
  predict: Predict,
): NonNullable<ModelFeature['dependence']> {
  const rows = column.values.length
  if (column.kind === 'number')
    return fewOf(column.values, POINTS).map(value => ({
      value,
      answer: mean(predict(withColumn(table, { ...column, values: new Float64Array(rows).fill(value) }))),
    }))
  const words = commonest(column.values).slice(0, MOST_WORDS)
  return words.map(value => ({
    value,
    answer: mean(predict(withColumn(table, { ...column, values: Array<string | null>(rows).fill(value) }))),
  }))
}

function commonest(words: readonly (string | null)[]): (string | null)[] {
  const counts = new Map<string | null, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word)
}

function withColumn({ columns }: Table, other: Column): Table {
  return { columns: columns.map(column => (column.name === other.name ? other : column)) }
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function shuffled(count: number, seed: number): Int32Array {
  const random = seeded(seed)
  const order = Int32Array.from({ length: count }, (_, at) => at)
  for (let at = count - 1; at > 0; at -= 1) {
    const other = random.below(at + 1)
    const kept = order[at] ?? 0
    order[at] = order[other] ?? 0
    order[other] = kept
  }
  return order
}
