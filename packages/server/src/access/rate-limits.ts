interface Bucket {
  tokens: number
  at: number
}

/** So many callers are remembered at most; the one that came first is forgotten, and begins anew. */
const MOST_CALLERS = 100_000

/** How often each caller asks: a full minute's worth may come at once, and then as fast as the minute refills. */
export class RateLimits {
  readonly #buckets = new Map<string, Bucket>()

  /** Counts a call. @returns the seconds to wait, 0 when it is within the limit. */
  take(caller: string, perMinute: number, at: number): number {
    const bucket = this.#bucketOf(caller, perMinute, at)
    const refilled = bucket.tokens + (Math.max(0, at - bucket.at) * perMinute) / 60_000
    bucket.tokens = Math.min(perMinute, refilled)
    bucket.at = at
    if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) * 60) / perMinute)
    bucket.tokens -= 1
    return 0
  }

  #bucketOf(caller: string, perMinute: number, at: number): Bucket {
    const found = this.#buckets.get(caller)
    if (found !== undefined) return found
    if (this.#buckets.size >= MOST_CALLERS) this.#forgetOldest()
    const bucket = { tokens: perMinute, at }
    this.#buckets.set(caller, bucket)
    return bucket
  }

  #forgetOldest(): void {
    for (const caller of this.#buckets.keys()) {
      this.#buckets.delete(caller)
      return
    }
  }
}
