import type { Matrix } from '../../matrix/matrix.ts'
import { squaredDistance } from '../../matrix/squared-distance.ts'
import { step, type Watch } from '../../numeric/watch.ts'
import type { Merge } from './sort-merges.ts'

/** Merges by average or complete linkage: a chain of nearest neighbours over the distances of all pairs. */
export function chainByDistances(rows: Matrix, linkage: 'average' | 'complete', watch: Watch): Merge[] {
  const pairs = new PairDistances(rows)
  const merges: Merge[] = []
  const chain: number[] = []
  while (pairs.living.size > 1) {
    if (chain.length === 0) chain.push(pairs.living.values().next().value!)
    const last = chain.at(-1)!
    const before = chain.at(-2)
    const { nearest, distance } = pairs.nearest(last, before)
    if (nearest !== before) {
      chain.push(nearest)
      continue
    }
    chain.length -= 2
    merges.push(pairs.merge(last, before, distance, linkage))
    if (merges.length % 64 === 0) step(watch, merges.length, rows.rows - 1)
  }
  return merges
}

class PairDistances {
  /** Rows that stand for a cluster. */
  readonly living: Set<number>
  readonly #sizes: Float64Array
  /** Row i holds the distances to 0 … i − 1. */
  readonly #rows: Float64Array[]

  constructor({ rows, columns, values }: Matrix) {
    this.living = new Set(Array.from({ length: rows }, (_, row) => row))
    this.#sizes = new Float64Array(rows).fill(1)
    this.#rows = Array.from({ length: rows }, (_, a) =>
      Float64Array.from({ length: a }, (_, b) =>
        Math.sqrt(squaredDistance(values, a * columns, values, b * columns, columns)),
      ),
    )
  }

  #distance(a: number, b: number): number {
    return a > b ? this.#rows[a]![b]! : this.#rows[b]![a]!
  }

  /** The nearest cluster; of equally near ones `preferred`, else the chain could go in a circle. */
  nearest(from: number, preferred: number | undefined): { nearest: number; distance: number } {
    let nearest = preferred ?? -1
    let distance = preferred === undefined ? Number.POSITIVE_INFINITY : this.#distance(from, preferred)
    for (const other of this.living) {
      if (other === from) continue
      const away = this.#distance(from, other)
      if (away >= distance) continue
      nearest = other
      distance = away
    }
    return { nearest, distance }
  }

  /** `a` stands for both from now on. */
  merge(a: number, b: number, height: number, linkage: 'average' | 'complete'): Merge {
    const [sizeA, sizeB] = [this.#sizes[a]!, this.#sizes[b]!]
    this.living.delete(b)
    for (const other of this.living) {
      if (other === a) continue
      const [first, second] = [this.#distance(a, other), this.#distance(b, other)]
      const merged =
        linkage === 'complete' ? Math.max(first, second) : (sizeA * first + sizeB * second) / (sizeA + sizeB)
      if (a > other) this.#rows[a]![other] = merged
      else this.#rows[other]![a] = merged
    }
    this.#sizes[a] = sizeA + sizeB
    return { a, b, height, size: sizeA + sizeB }
  }
}
