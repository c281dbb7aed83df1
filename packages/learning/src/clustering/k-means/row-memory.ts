import { MOST_BYTES } from '../../kernels/kernel-memory.ts'
import { Kernels, PARTS } from '../../kernels/kernels.ts'
import { Task } from '../../kernels/task.ts'
import type { Matrix } from '../../matrix/matrix.ts'

/** Centres are compared eight at a time. */
export const GROUP = 8
/** Groups are bits of a number. */
const MOST_CLUSTERS = 64 * GROUP

export const groupsOf = (clusters: number): number => Math.ceil(clusters / GROUP)
/** Bounds that are kept of a row besides its label. */
const boundsOf = (clusters: number): number =>
  clusters <= GROUP ? 1 : 1 + Math.ceil(groupsOf(clusters) / 4) * 4
/** Rows are looked at four at a time, of one part only. */
const padded = (rows: number): number => Math.ceil(rows / 4) * 4

const bytesFor = (rows: number, columns: number, clusters: number, threads: number): number =>
  4 * padded(rows) * (columns + 3 + boundsOf(clusters)) +
  8 * (PARTS + 4) * (clusters + GROUP) * (columns + 4) +
  4096 * threads * (groupsOf(clusters) + 2)

/** Whether rows are in single precision, and few enough for the memory of the kernels. */
export function fitsKernels({ rows, columns, values }: Matrix, clusters: number, threads: number): boolean {
  if (!(values instanceof Float32Array) || clusters > MOST_CLUSTERS) return false
  return bytesFor(rows, columns, clusters, threads) < MOST_BYTES
}

interface Size {
  readonly rows: Matrix
  readonly clusters: number
  readonly threads: number
  readonly weighted: boolean
  /** Whether rows are worked on where they are, if that can be. */
  readonly asTheyAre: boolean
}

/** Rows, centres and what is added up of them, where the compiled loops work. */
export class RowMemory implements Disposable {
  readonly kernels: Kernels
  readonly count: number
  readonly columns: number
  readonly clusters: number
  readonly threads: number
  readonly rows: Float32Array
  /** Of every row its squared length. */
  readonly lengths: Float32Array
  readonly labels: Int32Array
  readonly weights: Float32Array | undefined
  readonly centres: Float32Array
  /** groups × columns × 8: centres side by side, eight at a time. */
  readonly tiles: Float32Array
  /** Of every centre half its squared length. */
  readonly halves: Float32Array
  /** Of every part of the rows what is added to the sums and sizes of clusters, and how many rows have moved. */
  readonly sums: Float64Array
  readonly sizes: Float64Array
  readonly changes: Int32Array
  /** Of every part the greatest squared length. */
  readonly greatest: Float32Array
  /** Whether `rows` are those given, and not to be written. */
  readonly isHome: boolean
  readonly rowsOfPart: number
  readonly #measuring: Task<string>
  readonly #measured: Float64Array

  constructor({ rows: given, clusters, threads, weighted, asTheyAre }: Size) {
    const { rows: count, columns, values } = given
    const guest = asTheyAre && values instanceof Float32Array ? values : undefined
    const bytes = bytesFor(count, columns, clusters, threads) - (guest?.byteLength ?? 0)
    const kernels = new Kernels(bytes, threads, guest)
    this.kernels = kernels
    this.count = count
    this.columns = columns
    this.clusters = clusters
    this.threads = threads
    this.isHome = guest !== undefined && kernels.isHome
    this.rows = guest !== undefined && kernels.isHome ? guest : kernels.singles(count * columns)
    this.lengths = kernels.singles(count)
    this.labels = kernels.integers(padded(count)).subarray(0, count)
    this.weights = weighted ? kernels.singles(count) : undefined
    this.centres = kernels.singles(clusters * columns)
    this.tiles = kernels.singles(groupsOf(clusters) * columns * GROUP)
    this.halves = kernels.singles(groupsOf(clusters) * GROUP)
    this.sums = kernels.doubles(PARTS * clusters * columns)
    this.sizes = kernels.doubles(PARTS * clusters)
    this.changes = kernels.integers(PARTS)
    this.greatest = kernels.singles(PARTS)
    this.rowsOfPart = padded(Math.ceil(count / PARTS))
    this.#measured = kernels.doubles(PARTS)
    this.#measuring = new Task<string>(kernels, {
      rows: this.rows,
      count,
      columns,
      lengths: this.lengths,
      labels: this.labels,
      centres: 0,
      weights: this.weights ?? 0,
      sums: this.#measured,
      greatest: this.greatest,
      parts: PARTS,
      rowsOfPart: this.rowsOfPart,
      next: 0,
    })
  }

  /** Of every row four bytes, and some more of zero where rows are looked at four at a time. */
  singlesOfRows(): Float32Array {
    return this.kernels.singles(padded(this.count))
  }

  /** Fields of a task by which parts of the rows are taken, with scratch of so many bytes a thread. */
  fieldsOfParts(scratchSize: number) {
    const scratch = this.kernels.integers((this.threads * scratchSize) / 4)
    return { parts: PARTS, rowsOfPart: this.rowsOfPart, next: 0, scratch, scratchSize }
  }

  /**
   * The inertia, around centres at a place of this memory; at place 0 the sum of all squared lengths, each of which is
   * written to `lengths`. Always added up in the same order.
   */
  measure(centres: number): number {
    this.#measuring.setInteger('centres', centres)
    this.#measuring.run('measure')
    return this.#measured.reduce((sum, part) => sum + part, 0)
  }

  [Symbol.dispose](): void {
    this.kernels[Symbol.dispose]()
  }
}
