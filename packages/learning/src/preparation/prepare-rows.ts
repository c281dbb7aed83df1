import type { Matrix } from '../matrix/matrix.ts'
import { weightsOf } from '../matrix/require-matrix.ts'
import { requireTable } from '../matrix/require-table.ts'
import { requireTarget, type Task } from '../matrix/require-target.ts'
import { selectTable } from '../matrix/select-table.ts'
import type { Table } from '../matrix/table.ts'
import { applyPreparation } from './apply-preparation.ts'
import { fitPreparation, type PreparationOptions } from './fit-preparation.ts'
import type { FittedPreparation } from './fitted-preparation.ts'

interface Wanted {
  readonly task: Task
  readonly weights?: Float64Array | undefined
  readonly preparation?: PreparationOptions | undefined
}

/** Rows that something is learned from: those of a weight, as numbers that distances can be taken of. */
export interface PreparedRows {
  readonly preparation: FittedPreparation
  /** rows × features of the preparation. */
  readonly matrix: Matrix
  readonly target: Float64Array
  /** All above 0. */
  readonly weights: Float64Array
}

/**
 * Prepares a table and its target for a method that works on numbers. Curves are of straight lines, so that what is
 * learned can be computed where there is only arithmetic; a feature is left out only where it is all but constant, or
 * repeats another.
 *
 * @throws LearningError what a table, a target, weights or a preparation are refused for
 *
 * Cost: that of the preparation.
 */
export function prepareRows(table: Table, target: ArrayLike<number>, wanted: Wanted): PreparedRows {
  const count = requireTable(table)
  const all = weightsOf(count, wanted.weights)
  const values = requireTarget(target, wanted.task, all)
  const isCounted = all.every(weight => weight > 0)
  const rows = isCounted ? undefined : Int32Array.from(all.keys()).filter(row => all[row]! > 0)
  const chosen = rows === undefined ? table : selectTable(table, rows)
  const preparation = fitPreparation(chosen, {
    curves: 'straight',
    constantShare: 0.999,
    ...wanted.preparation,
  })
  return {
    preparation,
    matrix: applyPreparation(preparation, chosen).matrix,
    target: rows === undefined ? values : Float64Array.from(rows, row => values[row]!),
    weights: rows === undefined ? all : Float64Array.from(rows, row => all[row]!),
  }
}
