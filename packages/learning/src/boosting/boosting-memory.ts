import { LearningError } from '../errors.ts'
import { MOST_BYTES } from '../kernels/kernel-memory.ts'
import { Kernels } from '../kernels/kernels.ts'
import type { Table } from '../matrix/table.ts'
import { bytesToCode, codeRows, strideOf } from '../trees/code-rows.ts'
import type { ColumnBins } from '../trees/column-bins.ts'

/** Rows that a thread takes at a time: the kernel's own. */
export const CHUNK = 4096
/** Doubles that the sums of one column take: two for each code. */
export const SUMS_OF_COLUMN = 512
/** Bytes in the scratch of a thread: of every row of a chunk its pair in doubles, and its codes. */
export const scratchFor = (columns: number): number => CHUNK * (16 + strideOf(columns))

export interface BoostingShape {
  readonly table: Table
  readonly rows: number
  readonly bins: readonly ColumnBins[]
  readonly leaves: number
  readonly threads: number
}

function bytesFor({ rows, bins, leaves, threads }: BoostingShape): number {
  const columns = bins.length
  const sums = 8 * SUMS_OF_COLUMN * columns
  const ofRow = 4 * 4 + 8 + 8 + 8
  const ofThread = sums + scratchFor(columns) + 64
  const ofTasks = 200 * columns + 16_384
  const ofRows = bytesToCode(rows, columns) + rows * columns + (rows + 16) * ofRow
  return ofRows + leaves * (sums + 64) + threads * ofThread + ofTasks
}

/** What boosting keeps of its rows where the compiled loops work. */
export class BoostingMemory implements Disposable {
  readonly kernels: Kernels
  readonly shape: BoostingShape
  /** Of every row a code for each column, `stride` bytes. */
  readonly codes: Uint8Array
  /** The same column by column. */
  readonly lists: Uint8Array
  readonly stride: number
  /** What the trees have added up to. */
  readonly margins: Float64Array
  readonly targets: Float64Array
  readonly weights: Float32Array
  /** Rows in the order of the leaves of the tree that grows. */
  readonly rows: Int32Array
  /** Of every row the first and second derivative of its loss, as whole numbers. */
  readonly pairs: Float32Array
  /** Where threads wait for each other. */
  readonly barrier: Int32Array

  /** @throws LearningError `too_many_rows` where memory of 32-bit places cannot hold them. */
  constructor(shape: BoostingShape) {
    const { rows, bins, threads } = shape
    const bytes = bytesFor(shape)
    if (bytes > MOST_BYTES)
      throw new LearningError('too_many_rows', {
        what: `Boosting over ${bins.length} columns`,
        given: rows,
        limit: Math.floor(rows * (MOST_BYTES / bytes)),
        instead: 'fewer columns',
      })
    this.shape = shape
    this.kernels = new Kernels(bytes, threads)
    this.stride = strideOf(bins.length)
    const coded = codeRows(this.kernels, shape.table, rows, bins, true)
    this.codes = coded.rows
    this.lists = coded.columns
    // Loops take four rows at a time.
    const padded = Math.ceil(rows / 4) * 4
    this.margins = this.kernels.doubles(padded)
    this.targets = this.kernels.doubles(padded)
    this.weights = this.kernels.singles(padded)
    this.rows = this.kernels.integers(padded)
    this.pairs = this.kernels.singles(2 * padded)
    this.barrier = this.kernels.integers(2)
  }

  [Symbol.dispose](): void {
    this.kernels[Symbol.dispose]()
  }
}
