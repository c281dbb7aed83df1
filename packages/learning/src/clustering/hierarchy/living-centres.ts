import { Kernels } from '../../kernels/kernels.ts'
import { Task } from '../../kernels/task.ts'
import type { Matrix } from '../../matrix/matrix.ts'
import type { Merge } from './sort-merges.ts'

/** Clusters are compared eight at a time. */
const TILE = 8
/** A coordinate whose square is infinite: a centre there is the nearest of none. */
const NOWHERE = 1e200

const capacityFor = (rows: number): number => Math.ceil(rows / TILE) * TILE

/** Bytes that Ward's merges of so many rows need. */
export const bytesForWard = ({ rows, columns }: Matrix): number =>
  8 * (columns + 2) * (capacityFor(rows) + TILE) + 4096

/** Centres and sizes of the clusters that are still there, side by side, for a compiled loop in double precision. */
export class LivingCentres implements Disposable {
  count: number
  readonly #columns: number
  readonly #capacity: number
  readonly #kernels: Kernels
  /** columns × capacity */
  readonly #centres: Float64Array
  readonly #sizes: Float64Array
  readonly #costs: Float64Array
  /** A row of each cluster, by which it is known. */
  readonly #members: Int32Array
  readonly #task: Task<string>

  constructor(rows: Matrix) {
    this.count = rows.rows
    this.#columns = rows.columns
    this.#capacity = capacityFor(rows.rows)
    this.#kernels = new Kernels(bytesForWard(rows), 1)
    this.#centres = this.#kernels.doubles(this.#columns * this.#capacity).fill(NOWHERE)
    this.#sizes = this.#kernels.doubles(this.#capacity).fill(1)
    this.#costs = this.#kernels.doubles(this.#capacity)
    this.#members = Int32Array.from({ length: rows.rows }, (_, row) => row)
    rows.values.forEach((value, at) => {
      this.#centres[(at % rows.columns) * this.#capacity + Math.floor(at / rows.columns)] = value
    })
    this.#task = new Task<string>(this.#kernels, {
      centres: this.#centres,
      sizes: this.#sizes,
      costs: this.#costs,
      scratch: this.#kernels.doubles(rows.columns),
      capacity: this.#capacity,
      columns: rows.columns,
      count: this.count,
      from: 0,
      preferred: -1,
    })
  }

  /** The cluster with which a merge costs least; of equal ones `preferred`, else the chain could go in a circle. */
  nearest(from: number, preferred: number | undefined): { place: number; growth: number } {
    this.#task.setInteger('count', this.count)
    this.#task.setInteger('from', from)
    this.#task.setInteger('preferred', preferred ?? -1)
    const place = this.#task.ask('cheapestMerge')
    return { place, growth: this.#costs[place]! }
  }

  /** Leaves the merged cluster in the place of the first, and moves the last cluster into the other's. */
  merge(a: number, b: number, growth: number, chain: number[]): Merge {
    const [keep, free] = a < b ? [a, b] : [b, a]
    const size = this.#sizes[keep]! + this.#sizes[free]!
    const share = this.#sizes[free]! / size
    for (let line = 0; line < this.#centres.length; line += this.#capacity)
      this.#centres[line + keep]! += share * (this.#centres[line + free]! - this.#centres[line + keep]!)
    this.#sizes[keep] = size
    const merge = { a: this.#members[keep]!, b: this.#members[free]!, height: Math.sqrt(2 * growth), size }
    this.#remove(free, chain)
    return merge
  }

  #remove(free: number, chain: number[]): void {
    const last = this.count - 1
    for (let line = 0; line < this.#centres.length; line += this.#capacity) {
      this.#centres[line + free] = this.#centres[line + last]!
      this.#centres[line + last] = NOWHERE
    }
    this.#sizes[free] = this.#sizes[last]!
    this.#sizes[last] = 1
    this.#members[free] = this.#members[last]!
    this.count = last
    const moved = chain.indexOf(last)
    if (moved !== -1) chain[moved] = free
  }

  [Symbol.dispose](): void {
    this.#kernels[Symbol.dispose]()
  }
}
