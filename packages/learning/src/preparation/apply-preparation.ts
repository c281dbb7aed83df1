import { emptyMatrix, type Matrix } from '../matrix/matrix.ts'
import { requireTable } from '../matrix/require-table.ts'
import type { Table } from '../matrix/table.ts'
import type { FittedPreparation, PreparedFeature } from './fitted-preparation.ts'
import { readFeature } from './read-feature.ts'
import { transformed } from './transform.ts'

/** A row far out, with the feature in which it is farthest. */
export interface Outlier {
  readonly row: number
  readonly feature: string
  /** In robust deviations from the middle. */
  readonly distance: number
}

export interface Prepared {
  /** rows × features, in the order of `fitted.features`. */
  readonly matrix: Matrix
  /** Rows to set apart, ascending. */
  readonly outliers: readonly Outlier[]
}

/**
 * Makes the matrix of a table as a preparation was fitted. Words that were not seen then are counted with the rare ones.
 *
 * @throws LearningError `column_missing`, `column_of_other_kind`, and what a table is refused for
 *
 * Cost: rows × features.
 *
 * @example
 * const spend = values => ({ columns: [{ name: 'spend', kind: 'number', values: Float64Array.from(values) }] })
 * const fitted = fitPreparation(spend([1, 2, 3]), { scaling: 'none' })
 * applyPreparation(fitted, spend([5, NaN])).matrix.values // [5, 2]
 */
export function applyPreparation(fitted: FittedPreparation, table: Table): Prepared {
  const rows = requireTable(table)
  const matrix = emptyMatrix(rows, fitted.features.length)
  const farthest = new Float64Array(rows).fill(fitted.outlierDistance)
  const feature = new Int32Array(rows).fill(-1)
  fitted.features.forEach((each, column) => {
    const values = transformedValues(each, table)
    for (let row = 0; row < rows; row += 1) {
      const value = values[row]!
      matrix.values[row * matrix.columns + column] = (value - each.centre) / each.scale
      const distance = each.deviation > 0 ? Math.abs(value - each.middle) / each.deviation : 0
      if (distance <= farthest[row]!) continue
      farthest[row] = distance
      feature[row] = column
    }
  })
  return { matrix, outliers: outliersOf(fitted, farthest, feature) }
}

function transformedValues(
  { column, reading, fill, transform }: PreparedFeature,
  table: Table,
): Float64Array {
  const raw = readFeature(table, column, reading)
  return raw.map(value => transformed(transform, Number.isNaN(value) ? fill : value))
}

function outliersOf(fitted: FittedPreparation, distances: Float64Array, features: Int32Array): Outlier[] {
  const outliers: Outlier[] = []
  features.forEach((column, row) => {
    const feature = fitted.features[column]
    if (feature !== undefined) outliers.push({ row, feature: feature.name, distance: distances[row]! })
  })
  return outliers
}
