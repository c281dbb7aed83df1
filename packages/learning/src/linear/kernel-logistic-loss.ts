import { Kernels, PARTS } from '../kernels/kernels.ts'
import { Task } from '../kernels/task.ts'
import type { Matrix } from '../matrix/matrix.ts'
import type { Objective } from '../numeric/line-search.ts'

interface Rows {
  /** In single precision, finite. */
  readonly matrix: Matrix
  /** 0 or 1. */
  readonly target: Float64Array
  readonly weights: Float64Array
}

/** The log loss of rows in single precision by compiled loops. Dispose of it when done: its threads end. */
export class KernelLogisticLoss implements Disposable {
  readonly #kernels: Kernels
  readonly #task: Task<string>
  readonly #place: Float32Array
  readonly #sums: Float64Array
  readonly #chunks: number

  constructor({ matrix, target, weights }: Rows, threads: number) {
    const { rows, columns, values } = matrix
    const singles = values instanceof Float32Array ? values : Float32Array.from(values)
    const chunks = Math.ceil(columns / 4)
    const padded = Math.ceil(rows / 4) * 4
    const width = 4 * chunks + 2
    const scratchSize = 4 * (4 * chunks + 8)
    const bytes = 8 * padded + 16 * chunks + 8 * PARTS * width + threads * scratchSize + 4096
    this.#kernels = new Kernels(bytes, threads, singles)
    this.#chunks = chunks
    this.#place = this.#kernels.singles(4 * chunks)
    this.#sums = this.#kernels.doubles(PARTS * width)
    this.#task = new Task<string>(this.#kernels, {
      rows: this.#homeOf(singles),
      count: rows,
      columns,
      chunks,
      target: this.#filled(padded, target),
      weights: this.#filled(padded, weights),
      place: this.#place,
      intercept: 0,
      sums: this.#sums,
      parts: PARTS,
      rowsOfPart: Math.ceil(padded / 4 / PARTS) * 4,
      next: 0,
      scratch: this.#kernels.integers((threads * scratchSize) / 4),
      scratchSize,
    })
  }

  #homeOf(values: Float32Array): Float32Array {
    if (this.#kernels.isHome) return values
    const copy = this.#kernels.singles(values.length)
    copy.set(values)
    return copy
  }

  #filled(length: number, values: Float64Array): Float32Array {
    const filled = this.#kernels.singles(length)
    filled.set(values)
    return filled
  }

  /** The loss of all rows, by intercept and weights, and its gradient. The same for any number of threads. */
  readonly loss: Objective = (place, gradient) => {
    const columns = place.length - 1
    this.#task.setSingle('intercept', place[0]!)
    this.#place.set(place.subarray(1))
    this.#sums.fill(0)
    this.#task.run('logisticLoss')
    const width = 4 * this.#chunks + 2
    gradient.fill(0)
    let loss = 0
    for (let from = 0; from < this.#sums.length; from += width) {
      for (let column = 0; column < columns; column += 1) gradient[column + 1]! += this.#sums[from + column]!
      gradient[0]! += this.#sums[from + width - 2]!
      loss += this.#sums[from + width - 1]!
    }
    return loss
  };

  [Symbol.dispose](): void {
    this.#kernels[Symbol.dispose]()
  }
}
