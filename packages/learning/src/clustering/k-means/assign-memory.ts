import { MOST_BYTES } from '../../kernels/kernel-memory.ts'
import { Kernels, PARTS } from '../../kernels/kernels.ts'
import { Task } from '../../kernels/task.ts'
import type { Matrix } from '../../matrix/matrix.ts'

/** Centres are compared eight at a time. */
export const GROUP = 8

/** What rounding makes of a sum of products of numbers in single precision, as a share, for each product. */
const ROUNDING = 6e-8

const groupsOf = (clusters: number): number => Math.ceil(clusters / GROUP)
/** Bounds of a row are compared four at a time. */
const strideOf = (clusters: number): number => (clusters <= GROUP ? 1 : Math.ceil(groupsOf(clusters) / 4) * 4)
/** Groups are bits of a number. */
const MOST_CLUSTERS = 64 * GROUP

const bytesFor = (rows: number, columns: number, clusters: number, threads: number): number =>
  4 * rows * (columns + 5 + strideOf(clusters)) +
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

/** The arrays that the kernel `assign` works on, and its task. What they are stands in assembly/assign.ts. */
export class AssignMemory implements Disposable {
  readonly rows: Float32Array
  readonly lengths: Float32Array
  readonly labels: Int32Array
  readonly tiles: Float32Array
  readonly halves: Float32Array
  readonly centres: Float32Array
  readonly halfGaps: Float32Array
  readonly movesOfCentres: Float32Array
  readonly movesOfGroups: Float32Array
  readonly sums: Float64Array
  readonly sizes: Float64Array
  readonly changes: Int32Array
  readonly weights: Float32Array | undefined
  readonly task: Task<string>
  readonly #measuring: Task<string>
  readonly #measured: Float64Array
  readonly greatest: Float32Array
  /** Whether `rows` are those given, and not to be written. */
  readonly isHome: boolean
  readonly #kernels: Kernels

  constructor({ rows: given, clusters, threads, weighted, asTheyAre }: Size) {
    const { rows, columns, values } = given
    const groups = groupsOf(clusters)
    const guest = asTheyAre && values instanceof Float32Array ? values : undefined
    const bytes = bytesFor(rows, columns, clusters, threads) - (guest?.byteLength ?? 0)
    const kernels = new Kernels(bytes, threads, guest)
    this.#kernels = kernels
    this.isHome = guest !== undefined && kernels.isHome
    this.rows = guest !== undefined && kernels.isHome ? guest : kernels.singles(rows * columns)
    this.lengths = kernels.singles(rows)
    this.labels = kernels.integers(rows)
    this.tiles = kernels.singles(groups * columns * GROUP)
    this.halves = kernels.singles(groups * GROUP)
    this.centres = kernels.singles(clusters * columns)
    this.halfGaps = kernels.singles(clusters)
    this.movesOfCentres = kernels.singles(clusters)
    this.movesOfGroups = kernels.singles(strideOf(clusters))
    this.sums = kernels.doubles(PARTS * clusters * columns)
    this.sizes = kernels.doubles(PARTS * clusters)
    this.changes = kernels.integers(PARTS)
    this.weights = weighted ? kernels.singles(rows) : undefined
    const scratchSize = Math.ceil(kernels.ask('scratchSize', groups) / 64) * 64
    this.task = new Task<string>(kernels, {
      rows: this.rows,
      lengths: this.lengths,
      count: rows,
      columns,
      groups,
      stride: strideOf(clusters),
      labels: this.labels,
      uppers: kernels.singles(rows),
      lowers: kernels.singles(rows * strideOf(clusters)),
      tiles: this.tiles,
      halves: this.halves,
      centres: this.centres,
      halfGaps: this.halfGaps,
      movesOfCentres: this.movesOfCentres,
      movesOfGroups: this.movesOfGroups,
      rounding: 0,
      greatest: 0,
      guard: 0,
      clusters,
      sums: this.sums,
      sizes: this.sizes,
      changes: this.changes,
      weights: this.weights ?? 0,
      parts: PARTS,
      rowsOfPart: Math.ceil(rows / PARTS),
      next: 0,
      scratch: kernels.integers((threads * scratchSize) / 4),
      scratchSize,
    })
    this.#measured = kernels.doubles(PARTS)
    this.greatest = kernels.singles(PARTS)
    this.#measuring = new Task<string>(kernels, {
      rows: this.rows,
      count: rows,
      columns,
      lengths: this.lengths,
      labels: this.labels,
      centres: 0,
      weights: this.weights ?? 0,
      sums: this.#measured,
      greatest: this.greatest,
      parts: PARTS,
      rowsOfPart: Math.ceil(rows / PARTS),
      next: 0,
    })
    this.task.setSingle('rounding', ROUNDING * (columns + 8))
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
    this.#kernels[Symbol.dispose]()
  }
}
