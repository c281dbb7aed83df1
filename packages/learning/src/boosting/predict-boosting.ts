import { applyLinks } from '../calibration/apply-links.ts'
import type { Table } from '../matrix/table.ts'
import { addTrees } from '../trees/add-trees.ts'
import { requireColumns } from '../trees/require-columns.ts'
import type { FittedBoosting } from './fitted-boosting.ts'

/**
 * What is foretold for every row: a probability where the task is binary, else a number.
 *
 * @throws LearningError what a table is refused for; `column_missing`, `column_of_other_kind`
 *
 * Cost: rows × trees × depth.
 *
 * @example
 * const ages = list => ({ columns: [{ name: 'age', kind: 'number', values: Float64Array.from(list) }] })
 * const options = { random: seeded(1), task: 'number', rounds: 1, rate: 1, l2: 0 }
 * predictBoosting(fitBoosting(ages([20, 30, 50, 60]), [1, 1, 5, 5], options), ages([25, 55])) // [1, 5]
 */
export function predictBoosting(fitted: FittedBoosting, table: Table): Float64Array {
  return applyLinks(fitted.links, boostingMargins(fitted, table))
}

/** The base and the leaves of all trees of every row, before the links: log odds where the task is binary. */
export function boostingMargins({ base, columns, trees }: FittedBoosting, table: Table): Float64Array {
  const chosen = requireColumns(table, columns)
  const margins = new Float64Array(chosen[0]!.values.length).fill(base)
  return addTrees(trees, chosen, margins)
}
