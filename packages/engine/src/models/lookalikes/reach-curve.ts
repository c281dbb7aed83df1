/** Scores of the customers now: of those in the seed segment, and of all others. */
export interface SeedScores {
  readonly seed: Float64Array
  readonly others: Float64Array
}

/** How many are reached by asking for so much similarity. */
export interface ReachPoint {
  /** The share of the seed that scores at most this: 0.5 is as typical of it as its own middle. */
  readonly similarity: number
  /** The least score. */
  readonly least: number
  /** How many others score at least this. */
  readonly reach: number
}

/** Of all others, as far as a curve shows. */
const REACHES = [0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5] as const

/**
 * Similarity against reach: the more are to be reached, the less alike they are.
 *
 * @example
 * reachCurve({ seed: Float64Array.of(0.2, 0.8), others: Float64Array.of(0.1, 0.5, 0.9) }).at(-1)
 * // { similarity: 0.5, least: 0.5, reach: 2 }
 */
export function reachCurve(scores: SeedScores): readonly ReachPoint[] {
  const reaches = REACHES.map(share => Math.max(1, Math.round(share * scores.others.length)))
  return [...new Set(reaches)].map(reach => atReach(scores, reach))
}

/** Those who are at least so similar. @param similarity - Above 0, up to 1. */
export function atSimilarity({ seed, others }: SeedScores, similarity: number): ReachPoint {
  const sorted = seed.toSorted()
  const place = Math.max(0, Math.ceil(similarity * sorted.length) - 1)
  const least = sorted[place]
  if (least === undefined) throw new RangeError('A seed without anybody is like nobody.')
  return { similarity, least, reach: countFrom(others, least) }
}

/**
 * The most similar, about so many: of equal scores all or none, so that it may be a few more.
 *
 * @param reach - 1 or more; more than there are is all of them.
 */
export function atReach({ seed, others }: SeedScores, reach: number): ReachPoint {
  const best = others.toSorted().reverse()
  const least = best[Math.min(reach, best.length) - 1] ?? Number.POSITIVE_INFINITY
  const similarity = seed.filter(score => score <= least).length / Math.max(1, seed.length)
  return { similarity, least, reach: countFrom(others, least) }
}

function countFrom(scores: Float64Array, least: number): number {
  return scores.reduce((count, score) => count + (score >= least ? 1 : 0), 0)
}
