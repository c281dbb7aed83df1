import { LearningError } from '../errors.ts'

/** What is foretold: whether something happens (0 or 1), or how much of it. */
export type Task = 'binary' | 'number'

/**
 * What is to be foretold, row by row, as numbers of its own.
 *
 * @param weights - Rows of weight 0 do not count: of a binary target both answers have to be among the others.
 * @throws LearningError `wrong_length`; `bad_target` with the row; `one_class`
 *
 * @example
 * requireTarget([0, 1], 'binary', Float64Array.of(1, 1)) // [0, 1]
 */
export function requireTarget(target: ArrayLike<number>, task: Task, weights: Float64Array): Float64Array {
  if (target.length !== weights.length)
    throw new LearningError('wrong_length', {
      what: 'The target',
      given: target.length,
      wanted: weights.length,
    })
  const values = Float64Array.from(target)
  const isGood =
    task === 'binary'
      ? (value: number) => value === 0 || value === 1
      : (value: number) => Number.isFinite(value)
  const bad = values.findIndex(value => !isGood(value))
  if (bad !== -1)
    throw new LearningError('bad_target', {
      row: bad,
      given: String(values[bad]),
      wanted: task === 'binary' ? '0 or 1' : 'a finite number',
    })
  if (task === 'binary') requireBoth(values, weights)
  return values
}

function requireBoth(values: Float64Array, weights: Float64Array): void {
  const seen = [0, 1].map(answer => values.some((value, row) => value === answer && weights[row]! > 0))
  if (!seen[0] || !seen[1]) throw new LearningError('one_class', { given: seen[0] ? '0' : '1' })
}
