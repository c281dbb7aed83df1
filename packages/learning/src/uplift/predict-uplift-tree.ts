import type { Table } from '../matrix/table.ts'
import { addTrees } from '../trees/add-trees.ts'
import { requireColumns } from '../trees/require-columns.ts'
import type { FittedUpliftTree } from './fitted-uplift-tree.ts'
import type { PredictedUplift } from './predict-uplift.ts'

/**
 * Foretells effects row by row: those of the leaf that it comes to.
 *
 * @throws LearningError what a table is refused for; `column_missing`, `column_of_other_kind`
 *
 * Cost: rows × depth.
 *
 * @example
 * const x = { name: 'x', kind: 'number', values: Float64Array.from({ length: 80 }, (_, row) => row % 2) }
 * const treatment = Array.from({ length: 80 }, (_, row) => (row >> 1) % 2)
 * const options = { treatment, task: 'binary', random: seeded(1), leaf: 5 }
 * const fitted = fitUpliftTree({ columns: [x] }, treatment.map((arm, row) => arm * (row % 2)), options)
 * predictUpliftTree(fitted, { columns: [{ ...x, values: Float64Array.of(0, 1) }] }).effects[0] // [0, 1]
 */
export function predictUpliftTree(
  { columns, treatments, tree }: FittedUpliftTree,
  table: Table,
): PredictedUplift {
  const chosen = requireColumns(table, columns)
  const rows = chosen[0]!.values.length
  const outputs = treatments + 1
  const said = addTrees([tree], chosen, new Float64Array(rows * outputs), outputs)
  const output = (at: number): Float64Array =>
    Float64Array.from({ length: rows }, (_, row) => said[row * outputs + at]!)
  return { control: output(0), effects: Array.from({ length: treatments }, (_, at) => output(at + 1)) }
}
