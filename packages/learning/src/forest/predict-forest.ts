import type { Table } from '../matrix/table.ts'
import { addTrees } from '../trees/add-trees.ts'
import { requireColumns } from '../trees/require-columns.ts'
import type { FittedForest } from './fitted-forest.ts'

/**
 * What is foretold for every row: a probability, a number, or of several classes a probability each.
 *
 * @returns One a row; of the task `classes` rows × `outputs`, row-major.
 * @throws LearningError what a table is refused for; `column_missing`, `column_of_other_kind`
 *
 * Cost: rows × trees × depth.
 *
 * @example
 * const ages = list => ({ columns: [{ name: 'age', kind: 'number', values: Float64Array.from(list) }] })
 * const options = { random: seeded(1), task: 'number', bootstrap: false }
 * predictForest(fitForest(ages([20, 30, 50, 60]), [1, 1, 5, 5], options), ages([25, 55])) // [1, 5]
 */
export function predictForest({ columns, trees, outputs }: FittedForest, table: Table): Float64Array {
  const chosen = requireColumns(table, columns)
  const sums = addTrees(trees, chosen, new Float64Array(chosen[0]!.values.length * outputs), outputs)
  // As those who compute it elsewhere have it: a factor, once.
  const factor = 1 / trees.length
  for (let at = 0; at < sums.length; at += 1) sums[at]! *= factor
  return sums
}
