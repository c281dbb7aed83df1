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
  const values = new Float64Array(target.length)
  values.set(target)
  const seen: [boolean, boolean] = [false, false]
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row]!
    if (task === 'binary' ? value !== 0 && value !== 1 : !Number.isFinite(value))
      throw new LearningError('bad_target', {
        row,
        given: String(value),
        wanted: task === 'binary' ? '0 or 1' : 'a finite number',
      })
    if (weights[row]! > 0) seen[value === 1 ? 1 : 0] = true
  }
  if (task === 'binary' && !(seen[0] && seen[1]))
    throw new LearningError('one_class', { given: seen[0] ? '0' : '1' })
  return values
}
