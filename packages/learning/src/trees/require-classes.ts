import { LearningError } from '../errors.ts'

/**
 * How many classes there are in a list of them, one a row: 0, 1, 2 …
 *
 * @throws LearningError `wrong_length`, `bad_label`
 */
export function requireClasses(labels: ArrayLike<number>, rows: number): number {
  if (labels.length !== rows)
    throw new LearningError('wrong_length', {
      what: 'The list of classes',
      given: labels.length,
      wanted: rows,
    })
  let classes = 0
  for (let row = 0; row < rows; row += 1) {
    const label = labels[row]!
    if (!Number.isInteger(label) || label < 0)
      throw new LearningError('bad_label', { row, given: String(label) })
    classes = Math.max(classes, label + 1)
  }
  return classes
}
