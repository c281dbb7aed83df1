/**
 * What a choice goes by: the geometric mean of how far groups are apart (silhouette) and of how surely they come out
 * again (bootstrap adjusted Rand), each 0 where it is below. Both have to be good: one cannot make up for the other.
 *
 * @example
 * scoreChoice(0.49, 0.81) // 0.63
 */
export function scoreChoice(silhouette: number, stability: number): number {
  return Math.sqrt(Math.max(0, silhouette) * Math.max(0, stability))
}
