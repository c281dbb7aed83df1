import { assignKMeans, type Table } from '@kindred/learning'
import type { GroupModel } from '../../records/discovery.ts'
import { spaceOf } from './space-of.ts'

/**
 * The group of every customer: that whose centre is nearest, ties to the first; its place in the model's order.
 *
 * @param table - A column for every feature the model reads, named by its id. Words that were not seen when the model was
 *                found count as rare ones, values that are missing as the model states.
 * @throws LearningError `no_rows`, `not_finite`, `column_missing`, `column_of_other_kind`
 *
 * Cost: rows × groups × inputs.
 *
 * @example
 * const input = { name: 'x', feature: 'x', reading: { kind: 'number' }, fill: 0, centre: 0, scale: 1 }
 * const table = { columns: [{ name: 'x', kind: 'number', values: Float64Array.of(1, 8) }] }
 * assignGroups({ inputs: [input], centres: [[0], [9]] }, table) // [0, 1]
 */
export function assignGroups(model: GroupModel, table: Table): Int32Array {
  return assignKMeans(model, spaceOf(model.inputs, table)).labels
}
