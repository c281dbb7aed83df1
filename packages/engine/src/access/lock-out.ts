/** Passwords that may be wrong in a row before one has to wait. */
const FREE_TRIES = 5
const SHORTEST_WAIT = 30_000
const LONGEST_WAIT = 3_600_000

/**
 * Until when no further password is looked at: after five wrong ones in a row half a minute, twice as long with each
 * further one, at most an hour.
 *
 * @param failures - In a row, the last included.
 *
 * @example
 * lockedUntil(4, 0)   // undefined
 * lockedUntil(6, 0)   // 60000
 */
export function lockedUntil(failures: number, at: number): number | undefined {
  if (failures < FREE_TRIES) return undefined
  return at + Math.min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** (failures - FREE_TRIES))
}
