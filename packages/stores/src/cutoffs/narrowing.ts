/** What was counted in one stretch of the measure's values. Keys and sums are whole numbers. */
export interface Bucket {
  readonly count: number
  readonly sum: bigint
  readonly lowest: bigint
  readonly highest: bigint
}

/** Where the population is to be cut: after so many customers, or after such a part of the sum. */
export type CutTarget = (better: { readonly count: number; readonly sum: bigint }) => boolean

/**
 * Finds one cut exactly without ever holding the values: the stretch that holds it is cut into buckets, the bucket in
 * which the target is reached is the next stretch, until all of a bucket is one value. Higher keys are better.
 */
export class Narrowing {
  readonly #reached: CutTarget
  #better = { count: 0, sum: 0n }
  #low: bigint
  #high: bigint

  /** @param low - The lowest key there is. @param high - The highest. */
  constructor(low: bigint, high: bigint, reached: CutTarget) {
    this.#low = low
    this.#high = high
    this.#reached = reached
  }

  /** The keys among which the cut is, both ends in. */
  get stretch(): { readonly low: bigint; readonly high: bigint } {
    return { low: this.#low, high: this.#high }
  }

  /** The key at which the target is reached, once it is known. */
  get cut(): bigint | undefined {
    return this.#low === this.#high ? this.#low : undefined
  }

  /** @param buckets - All that is in the stretch, best first. */
  narrow(buckets: Iterable<Bucket>): void {
    for (const bucket of buckets) {
      const with_ = { count: this.#better.count + bucket.count, sum: this.#better.sum + bucket.sum }
      this.#low = bucket.lowest
      this.#high = bucket.highest
      if (this.#reached(with_)) return
      this.#better = with_
    }
  }
}
