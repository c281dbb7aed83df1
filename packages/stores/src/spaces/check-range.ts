import type { KeyRange, ProfileSpace } from '@kindred/engine'
import { ProfilesError } from '../errors/profiles-errors.ts'

/** A range that can be read: its limit a number, its bounds none or of 1 byte and more. */
export interface CheckedRange {
  readonly from: Uint8Array | undefined
  readonly to: Uint8Array | undefined
  readonly limit: number
  readonly descending: boolean
}

/** A key and one byte behind it: the bound of what comes after the longest key. */
const LONGEST_BOUND = 401

/**
 * @returns The range with its defaults filled in; `undefined` when no key can be in it.
 * @throws ProfilesError `profiles_bound_wrong`, `profiles_limit_wrong`
 */
export function checkRange(space: ProfileSpace, range: KeyRange): CheckedRange | undefined {
  const { from, to, limit = Number.POSITIVE_INFINITY, descending = false } = range
  for (const bound of [from, to]) {
    if (bound !== undefined && bound.length > LONGEST_BOUND)
      throw new ProfilesError('profiles_bound_wrong', { space, length: bound.length })
  }
  if (limit !== Number.POSITIVE_INFINITY && !(Number.isSafeInteger(limit) && limit >= 0))
    throw new ProfilesError('profiles_limit_wrong', { space, limit })
  if (limit === 0 || to?.length === 0) return undefined
  // The bounds are ours from here on: the caller may use hers again while the range is read.
  return { from: from?.length === 0 ? undefined : from?.slice(), to: to?.slice(), limit, descending }
}
