import { KdTree, type Neighbour } from '../clustering/kd-tree.ts'
import { matrixOf } from '../matrix/matrix.ts'
import type { Table } from '../matrix/table.ts'
import { applyPreparation } from '../preparation/apply-preparation.ts'
import type { FittedNeighbours } from './fit-neighbours.ts'

/**
 * The mean over the nearest rows of every row: a probability where the task is binary, else a number.
 *
 * @throws LearningError what a table is refused for; `column_missing`, `column_of_other_kind`
 *
 * Cost: a search in a k-d tree a row; with many features, nearly all rows are looked at.
 *
 * @example
 * const ages = list => ({ columns: [{ name: 'age', kind: 'number', values: Float64Array.from(list) }] })
 * const fitted = fitNeighbours(ages([20, 21, 50, 60]), [1, 2, 30, 50], { task: 'number', random: seeded(1), count: 2 })
 * predictNeighbours(fitted, ages([55, 10])) // [40, 1.5]
 */
export function predictNeighbours(fitted: FittedNeighbours, table: Table): Float64Array {
  const { matrix } = applyPreparation(fitted.preparation, table)
  const tree = new KdTree(matrixOf(fitted.rows))
  return Float64Array.from({ length: matrix.rows }, (_, row) =>
    meanOf(fitted, tree.nearest(matrix.values, row * matrix.columns, fitted.count)),
  )
}

/** Of rows that are just there, only those count. */
function meanOf({ target, weights, by }: FittedNeighbours, nearest: readonly Neighbour[]): number {
  const isHere = by === 'distance' && nearest[0]!.square === 0
  let [sum, all] = [0, 0]
  for (const { row, square } of nearest) {
    const share = by === 'uniform' ? 1 : isHere ? Number(square === 0) : 1 / Math.sqrt(square)
    sum += weights[row]! * share * target[row]!
    all += weights[row]! * share
  }
  return sum / all
}
