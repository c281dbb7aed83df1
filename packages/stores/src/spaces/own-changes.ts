import type { ProfileChanges, ProfileSpace } from '@kindred/engine'
import { checkKey } from './check-key.ts'

/** One key and what it is to be, or what it should be: bytes of our own. */
export interface OwnEntry {
  readonly space: ProfileSpace
  readonly key: Uint8Array
  readonly value: Uint8Array | undefined
}
export interface OwnChanges {
  readonly changes: readonly OwnEntry[]
  readonly expected: readonly OwnEntry[]
}

/**
 * The changes in bytes of our own, so that the caller may use hers again at once: they wait until the commit under way
 * is done.
 *
 * @throws ProfilesError `profiles_key_wrong`
 */
export function ownChanges({ changes, expected = [] }: ProfileChanges): OwnChanges {
  return { changes: changes.map(own), expected: expected.map(own) }
}

function own({ space, key, value }: OwnEntry): OwnEntry {
  checkKey(space, key)
  return { space, key: new Uint8Array(key), value: value === undefined ? undefined : new Uint8Array(value) }
}
