import { requireTable } from '../../matrix/require-table.ts'
import type { Table } from '../../matrix/table.ts'
import type { FittedMedoids } from './fit-medoids.ts'
import { columnsFor, plainRow } from './gower.ts'
import { type NearestMedoid, nearestMedoids } from './nearest-medoids.ts'

/**
 * The cluster of every row: that whose medoid it differs least from, and by how much.
 *
 * @throws LearningError what a table is refused for; `column_missing`, `column_of_other_kind`
 *
 * Cost: rows × clusters × columns.
 *
 * @example
 * const age = ages => ({ columns: [{ name: 'age', kind: 'number', values: Float64Array.from(ages) }] })
 * const fitted = fitMedoids(age([20, 20, 60]), { clusters: 2, random: seeded(7) })
 * assignMedoids(fitted, age([58, 22])).labels // [1, 0]
 */
export function assignMedoids(fitted: FittedMedoids, table: Table): NearestMedoid {
  const chosen = columnsFor(fitted.yardsticks, table)
  const rows = requireTable(chosen)
  const plain = Array.from({ length: rows }, (_, row) => plainRow(chosen, row))
  return nearestMedoids(fitted.yardsticks, fitted.medoids, plain)
}
