import { LearningError } from '../errors.ts'
import { sharedSingles } from '../kernels/kernel-memory.ts'

/** Numbers in rows and columns: row `r`, column `c` stands at `values[r * columns + c]`. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  /** rows × columns, row-major; may lie in memory that several threads share. */
  readonly values: Float64Array | Float32Array
}

interface Storage {
  /** In a `SharedArrayBuffer`, so that worker threads read it where it is; with `single` compiled loops work there, too. */
  readonly shared?: boolean
  /** Four bytes a number instead of eight: half the memory, seven digits. */
  readonly single?: boolean
}

/**
 * A matrix of zeros, to be filled.
 *
 * @example
 * emptyMatrix(2, 3).values.length // 6
 */
export function emptyMatrix(
  rows: number,
  columns: number,
  { shared = false, single = false }: Storage = {},
): Matrix {
  if (shared && single) return { rows, columns, values: sharedSingles(rows * columns) }
  const bytes = rows * columns * (single ? 4 : 8)
  const memory = shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes)
  return { rows, columns, values: single ? new Float32Array(memory) : new Float64Array(memory) }
}

/**
 * A matrix of a list of rows.
 *
 * @throws LearningError `uneven_rows` if one row is longer or shorter than the first.
 *
 * @example
 * matrixOf([[1, 2], [3, 4]]).values[3] // 4
 */
export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0
  const matrix = emptyMatrix(rows.length, columns)
  rows.forEach((row, at) => {
    if (row.length !== columns)
      throw new LearningError('uneven_rows', {
        what: 'the matrix',
        row: at,
        given: row.length,
        wanted: columns,
      })
    matrix.values.set(row, at * columns)
  })
  return matrix
}

/** The rows as lists of numbers: what a fitted model keeps. */
export function listsOf({ rows, columns, values }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from(values.subarray(row * columns, (row + 1) * columns)),
  )
}

/** Copies of some rows, in the order of `chosen`; a row may be chosen more than once. */
export function selectRows({ columns, values }: Matrix, chosen: ArrayLike<number>): Matrix {
  const single = values instanceof Float32Array
  const selected = emptyMatrix(chosen.length, columns, { single })
  for (let at = 0; at < chosen.length; at += 1) {
    const from = chosen[at]! * columns
    selected.values.set(values.subarray(from, from + columns), at * columns)
  }
  return selected
}
