import { Task } from '../kernels/task.ts'
import { type BoostingMemory, CHUNK } from './boosting-memory.ts'

/** What is boosted: log loss, squared loss, or the loss whose least is a quantile. */
export type Loss =
  | { readonly kind: 'logistic' }
  | { readonly kind: 'squared' }
  | { readonly kind: 'quantile'; readonly share: number }

/** Rows of a leaf up to a place in their order, and what it adds to their margins. */
export interface Addition {
  readonly to: number
  readonly value: number
}

const NUMBERS = { logistic: 0, squared: 1, quantile: 2 }

/** The beginning of each round: what the last tree says is added to the margins, and derivatives are taken there. */
export class GradientStep {
  /** What both derivatives were multiplied by, so that they are whole numbers. */
  readonly scales: Float64Array
  readonly #task: Task<string>
  readonly #ends: Int32Array
  readonly #values: Float64Array

  constructor(memory: BoostingMemory, loss: Loss) {
    const { kernels, margins, targets, weights, rows, pairs, barrier } = memory
    const { threads, leaves, rows: count } = memory.shape
    this.scales = kernels.doubles(2)
    this.#ends = kernels.integers(leaves)
    this.#values = kernels.doubles(leaves)
    this.#task = new Task<string>(kernels, {
      count,
      loss: NUMBERS[loss.kind],
      rows,
      leaves: 0,
      ends: this.#ends,
      values: this.#values,
      margins,
      targets,
      weights,
      pairs,
      greatest: kernels.singles(2 * threads),
      scales: this.scales,
      share: 0,
      threads,
      barrier,
      chunks: Math.ceil(count / CHUNK),
      rowsOfChunk: CHUNK,
      next: 0,
      nextRaw: 0,
      nextWhole: 0,
    })
    this.#task.setSingle('share', loss.kind === 'quantile' ? loss.share : 0)
  }

  /** @param additions - They reach to the last row. */
  take(additions: readonly Addition[]): void {
    additions.forEach(({ to, value }, at) => {
      this.#ends[at] = to
      this.#values[at] = value
    })
    this.#task.setInteger('nextRaw', 0)
    this.#task.setInteger('nextWhole', 0)
    this.#task.run('boostGradients')
  }
}
