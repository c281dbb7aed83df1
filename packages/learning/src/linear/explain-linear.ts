import type { Table } from '../matrix/table.ts'
import { applyPreparation } from '../preparation/apply-preparation.ts'
import type { FittedLinear } from './fitted-linear.ts'

/** What every column adds to the sum of one row, against the mean of the rows of the fit. */
export interface LinearContributions {
  /** The sum of a row whose features are all at their means. */
  readonly base: number
  readonly columns: readonly string[]
  /** rows × columns, row-major; with the base they add up to the sum before the links. */
  readonly values: Float64Array
}

/**
 * Contributions of every column of the table: Σ weight · (feature − its mean) over the features that are made of it.
 * Where the task is binary they are of log odds.
 *
 * @throws LearningError what a table is refused for; `column_missing`, `column_of_other_kind`
 *
 * Cost: rows × features.
 *
 * @example
 * const age = { name: 'age', kind: 'number', values: Float64Array.of(1, 2, 3) }
 * explainLinear(fitRidge({ columns: [age] }, [10, 20, 30], { penalty: 0 }), { columns: [age] }).values // [-10, 0, 10]
 */
export function explainLinear(fitted: FittedLinear, table: Table): LinearContributions {
  const { preparation, intercept, weights, means } = fitted
  const { matrix } = applyPreparation(preparation, table)
  const columns = [...new Set(preparation.features.map(({ column }) => column))]
  const places = preparation.features.map(({ column }) => columns.indexOf(column))
  const values = new Float64Array(matrix.rows * columns.length)
  for (let row = 0; row < matrix.rows; row += 1)
    places.forEach((place, feature) => {
      const away = matrix.values[row * matrix.columns + feature]! - means[feature]!
      values[row * columns.length + place]! += weights[feature]! * away
    })
  const base = weights.reduce((sum, weight, feature) => sum + weight * means[feature]!, intercept)
  return { base, columns, values }
}
