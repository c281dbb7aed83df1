import { LearningError } from '../errors.ts'

/** @throws LearningError `not_finite` */
export function requireValue(value: number, row: number): void {
  if (Number.isFinite(value)) return
  throw new LearningError('not_finite', { what: 'The value', row, column: 0, given: String(value) })
}

/**
 * A copy of the values, the greatest first.
 *
 * @throws LearningError `no_rows`, `not_finite`
 */
export function bestFirst(values: ArrayLike<number>): Float64Array {
  if (values.length === 0) throw new LearningError('no_rows', { what: 'The list of values' })
  for (let row = 0; row < values.length; row += 1) requireValue(values[row]!, row)
  return Float64Array.from(values).sort().reverse()
}
