import { assignPairs } from '@kindred/learning'
import type { CommonSpace } from './common-space.ts'

export interface GroupMatch {
  /** The place of a new group, and of the old one it continues; absent: it is new. */
  readonly after: number
  readonly before?: number
  readonly drift?: number
}

/**
 * Which new group continues which old one, so that the sum of distances of the centres is least. A group that has moved
 * at least as far as the nearest other old group was away is not the same any more: it is new, and the old one is gone.
 */
export function matchGroups({ before, after }: CommonSpace): GroupMatch[] {
  const distances = after.map(centre => before.map(other => distance(centre, other)))
  const pairs = distances.length === 0 || before.length === 0 ? after.map(() => -1) : assignPairs(distances)
  return pairs.map((old, at) => {
    if (old < 0) return { after: at }
    const drift = distances[at]![old]!
    const reach = Math.min(
      ...before.flatMap((other, place) => (place === old ? [] : [distance(other, before[old]!)])),
    )
    return drift === 0 || drift < reach ? { after: at, before: old, drift } : { after: at }
  })
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(...a.map((value, at) => value - b[at]!))
}
