import { Task } from '../../kernels/task.ts'
import { type CentreBounds, roundingOf, SLACK } from './centre-bounds.ts'
import { GROUP, type RowMemory } from './row-memory.ts'

/** Bytes of a thread: the kernel's own. */
const SCRATCH = 4096

/** One bound a row, for at most eight centres: by how much all others are farther than its own. See assembly/assign-few.ts. */
export class MarginBounds implements CentreBounds {
  readonly #count: number
  readonly #margins: Float32Array
  readonly #task: Task<string>
  readonly #taken: Float32Array
  /** The same, exact. */
  readonly #exact: Float64Array

  constructor(memory: RowMemory) {
    const { kernels, count, columns, clusters } = memory
    this.#count = count
    this.#margins = memory.singlesOfRows()
    this.#taken = kernels.singles(GROUP)
    this.#exact = new Float64Array(clusters)
    this.#task = new Task<string>(kernels, {
      rows: memory.rows,
      lengths: memory.lengths,
      count,
      columns,
      labels: memory.labels,
      margins: this.#margins,
      taken: this.#taken,
      tiles: memory.tiles,
      halves: memory.halves,
      rounding: 0,
      greatest: 0,
      guard: 0,
      clusters,
      sums: memory.sums,
      sizes: memory.sizes,
      changes: memory.changes,
      weights: memory.weights ?? 0,
      ...memory.fieldsOfParts(SCRATCH),
    })
    this.#task.setSingle('rounding', roundingOf(columns))
  }

  restart(): void {
    this.#margins.fill(Number.POSITIVE_INFINITY)
    this.#margins.fill(Number.NEGATIVE_INFINITY, 0, this.#count)
    this.#exact.fill(0)
  }

  assign(moves: Float64Array, greatest: number, extent: number): void {
    moves.forEach((move, centre) => {
      const others = moves.filter((_, other) => other !== centre)
      this.#exact[centre]! += (move + Math.max(0, ...others)) * (1 + SLACK)
    })
    this.#taken.set(this.#exact)
    this.#task.setSingle('greatest', greatest)
    this.#task.setSingle('guard', SLACK * (Math.max(...this.#exact) + extent))
    this.#task.run('assignFew')
  }
}
