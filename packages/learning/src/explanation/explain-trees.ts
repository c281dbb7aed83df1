import type { FittedBoosting } from '../boosting/fitted-boosting.ts'
import { LearningError } from '../errors.ts'
import type { FittedForest } from '../forest/fitted-forest.ts'
import type { Table } from '../matrix/table.ts'
import { readRows } from '../trees/read-rows.ts'
import { requireColumns } from '../trees/require-columns.ts'
import { TreeWalk } from '../trees/tree-walk.ts'
import type { ColumnName, ValueTree } from '../trees/value-tree.ts'
import { TreeShap } from './tree-shap.ts'

/** What every column adds to what is foretold of every row, against a row of which nothing is known. */
export interface TreeContributions {
  readonly base: number
  readonly columns: readonly string[]
  /** rows × columns, row-major: with the base they add up to what is foretold. */
  readonly values: Float64Array
}

/**
 * Exact Shapley values of boosted trees: where the task is binary of log odds.
 *
 * @throws LearningError what a table is refused for; `column_missing`, `column_of_other_kind`
 *
 * Source: Lundberg and others (2020), path-dependent TreeSHAP. Weights of nodes are sums of second derivatives, as with
 * XGBoost.
 * Checked: sums over all sets of columns (explanation.property.test.ts); XGBoost's contributions
 * (explanation.reference.test.ts).
 * Cost: rows × leaves × depth²: with 100 trees of 31 leaves about a thousand rows a second.
 *
 * @example
 * const age = { name: 'age', kind: 'number', values: Float64Array.of(20, 30, 50, 60) }
 * const options = { random: seeded(1), task: 'number', rounds: 1, rate: 1, l2: 0 }
 * explainBoosting(fitBoosting({ columns: [age] }, [1, 1, 5, 5], options), { columns: [age] }).values // [-2, -2, 2, 2]
 */
export function explainBoosting({ base, columns, trees }: FittedBoosting, table: Table): TreeContributions {
  return contributions({ base, columns, trees, factor: 1, outputs: 1, output: 0 }, table)
}

/**
 * Exact Shapley values of a forest: of the probability, the number, or the probability of one class.
 *
 * @param label - Of the task `classes` which; else 0.
 * @throws LearningError `bad_option`; what a table is refused for; `column_missing`, `column_of_other_kind`
 *
 * Source, cost: as `explainBoosting`; trees that are grown to the end have many leaves.
 *
 * @example
 * const age = { name: 'age', kind: 'number', values: Float64Array.of(20, 30, 50, 60) }
 * const options = { random: seeded(1), task: 'number', bootstrap: false }
 * explainForest(fitForest({ columns: [age] }, [1, 1, 5, 5], options), { columns: [age] }).values // [-2, -2, 2, 2]
 */
export function explainForest(
  { columns, trees, outputs }: FittedForest,
  table: Table,
  label = 0,
): TreeContributions {
  if (!Number.isInteger(label) || label < 0 || label >= outputs)
    throw new LearningError('bad_option', {
      option: 'label',
      given: String(label),
      wanted: `a class from 0 to ${outputs - 1}`,
    })
  return contributions({ base: 0, columns, trees, factor: 1 / trees.length, outputs, output: label }, table)
}

interface Explained {
  readonly base: number
  readonly columns: readonly ColumnName[]
  readonly trees: readonly ValueTree[]
  /** What is made of each tree. */
  readonly factor: number
  readonly outputs: number
  readonly output: number
}

function contributions(explained: Explained, table: Table): TreeContributions {
  const { columns, trees, factor, outputs, output } = explained
  const read = readRows(trees, requireColumns(table, columns))
  const values = new Float64Array(read.rows * columns.length)
  let base = explained.base
  for (const tree of trees) {
    const shap = new TreeShap(tree, new TreeWalk(tree, read), outputs, output)
    base += factor * shap.base
    for (let row = 0; row < read.rows; row += 1)
      shap.add(row, values.subarray(row * columns.length, (row + 1) * columns.length))
  }
  if (factor !== 1) for (let at = 0; at < values.length; at += 1) values[at]! *= factor
  return { base, columns: columns.map(({ name }) => name), values }
}
