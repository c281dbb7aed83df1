import { LearningError } from '../errors.ts'
import type { Matrix } from './matrix.ts'

interface Wanted {
  /** The name of the data in a message. */
  readonly what?: string
  readonly columns?: number
}

/**
 * Refuses a matrix that nothing can be learned from: empty, of another width than `columns`, or not finite.
 *
 * @throws LearningError `no_rows`, `no_columns`, `wrong_length`, `other_columns`, `not_finite`
 *
 * Cost: one pass.
 */
export function requireMatrix(matrix: Matrix, wanted: Wanted = {}): void {
  requireShape(matrix, wanted)
  requireFinite(matrix, wanted.what ?? 'The matrix')
}

/** The same, for one whose numbers show on the way whether they are finite. */
export function requireShape(matrix: Matrix, { what = 'The matrix', columns }: Wanted = {}): void {
  if (matrix.rows === 0) throw new LearningError('no_rows', { what })
  if (matrix.columns === 0) throw new LearningError('no_columns', { what })
  const wanted = matrix.rows * matrix.columns
  if (matrix.values.length !== wanted)
    throw new LearningError('wrong_length', { what, given: matrix.values.length, wanted })
  if (columns !== undefined && matrix.columns !== columns)
    throw new LearningError('other_columns', { given: matrix.columns, wanted: columns })
}

function requireFinite({ columns, values }: Matrix, what: string): void {
  // 0 times what is not finite is not 0, nor is any sum with it: this tells in a loop without a branch.
  let sum = 0
  for (let at = 0; at < values.length; at += 1) sum += values[at]! * 0
  if (sum === 0) return
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!
    if (value - value === 0) continue
    throw new LearningError('not_finite', {
      what,
      row: Math.floor(at / columns),
      column: at % columns,
      given: String(value),
    })
  }
}

/**
 * The weight of every row: those given, or 1 each.
 *
 * @throws LearningError `wrong_length`, `bad_weight`
 */
export function weightsOf(rows: number, weights: Float64Array | undefined): Float64Array {
  if (weights === undefined) return new Float64Array(rows).fill(1)
  if (weights.length !== rows)
    throw new LearningError('wrong_length', {
      what: 'The list of weights',
      given: weights.length,
      wanted: rows,
    })
  const bad = weights.findIndex(weight => !(weight >= 0 && weight < Number.POSITIVE_INFINITY))
  if (bad !== -1) throw new LearningError('bad_weight', { row: bad, given: String(weights[bad]) })
  if (weights.every(weight => weight === 0))
    throw new LearningError('bad_weight', { row: 0, given: '0, as are all' })
  return weights
}
