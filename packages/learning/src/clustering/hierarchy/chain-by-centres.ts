import type { Matrix } from '../../matrix/matrix.ts'
import { squaredDistance } from '../../matrix/squared-distance.ts'
import { step, type Watch } from '../../numeric/watch.ts'
import type { Merge } from './sort-merges.ts'

/**
 * Ward's merges by a chain of nearest neighbours: each link is nearer than the one before, until two are each other's
 * nearest and merge. Only centres and sizes are kept, those of living clusters side by side.
 */
export function chainByCentres(rows: Matrix, watch: Watch): Merge[] {
  const living = new LivingCentres(rows)
  const merges: Merge[] = []
  const chain: number[] = []
  while (living.count > 1) {
    if (chain.length === 0) chain.push(0)
    const last = chain.at(-1)!
    const before = chain.at(-2)
    const { place, growth } = living.nearest(last, before)
    if (place !== before) {
      chain.push(place)
      continue
    }
    chain.length -= 2
    merges.push(living.merge(last, before, growth, chain))
    if (merges.length % 64 === 0) step(watch, merges.length, rows.rows - 1)
  }
  return merges
}

class LivingCentres {
  count: number
  readonly #columns: number
  readonly #centres: Float64Array
  readonly #sizes: Float64Array
  /** A row of each cluster, by which it is known. */
  readonly #members: Int32Array

  constructor({ rows, columns, values }: Matrix) {
    this.count = rows
    this.#columns = columns
    this.#centres = Float64Array.from(values)
    this.#sizes = new Float64Array(rows).fill(1)
    this.#members = Int32Array.from({ length: rows }, (_, row) => row)
  }

  /** The cluster with which a merge costs least; of equal ones `preferred`, else the chain could go in a circle. */
  nearest(from: number, preferred: number | undefined): { place: number; growth: number } {
    const columns = this.#columns
    const size = this.#sizes[from]!
    let place = preferred ?? -1
    let growth = preferred === undefined ? Number.POSITIVE_INFINITY : this.#growth(from, preferred)
    for (let other = 0; other < this.count; other += 1) {
      if (other === from) continue
      const factor = (size * this.#sizes[other]!) / (size + this.#sizes[other]!)
      const most = growth / factor
      let sum = 0
      const [a, b] = [from * columns, other * columns]
      for (let column = 0; column < columns && sum < most; column += 1) {
        const away = this.#centres[a + column]! - this.#centres[b + column]!
        sum += away * away
      }
      if (sum * factor >= growth) continue
      growth = sum * factor
      place = other
    }
    return { place, growth }
  }

  #growth(a: number, b: number): number {
    const [sizeA, sizeB, columns] = [this.#sizes[a]!, this.#sizes[b]!, this.#columns]
    const square = squaredDistance(this.#centres, a * columns, this.#centres, b * columns, columns)
    return ((sizeA * sizeB) / (sizeA + sizeB)) * square
  }

  /** Leaves the merged cluster in the place of the first, and moves the last cluster into the other's. */
  merge(a: number, b: number, growth: number, chain: number[]): Merge {
    const [keep, free] = a < b ? [a, b] : [b, a]
    const columns = this.#columns
    const size = this.#sizes[keep]! + this.#sizes[free]!
    const share = this.#sizes[free]! / size
    for (let column = 0; column < columns; column += 1) {
      const at = keep * columns + column
      this.#centres[at]! += share * (this.#centres[free * columns + column]! - this.#centres[at]!)
    }
    this.#sizes[keep] = size
    const merge = {
      a: this.#members[keep]!,
      b: this.#members[free]!,
      height: Math.sqrt(2 * growth),
      size,
    }
    this.#remove(free, chain)
    return merge
  }

  #remove(free: number, chain: number[]): void {
    const last = this.count - 1
    this.#centres.copyWithin(free * this.#columns, last * this.#columns, (last + 1) * this.#columns)
    this.#sizes[free] = this.#sizes[last]!
    this.#members[free] = this.#members[last]!
    this.count = last
    const moved = chain.indexOf(last)
    if (moved !== -1) chain[moved] = free
  }
}
