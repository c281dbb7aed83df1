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
  /** Of all keys and values together. */
  readonly bytes: number
}

/**
 * The changes in bytes of our own, so that the caller may use hers again at once: they wait until the commit under way
 * is done. All lie in one piece of memory, which is several times quicker than a piece for each; who keeps some of them
 * for long copies those.
 *
 * @throws ProfilesError `profiles_key_wrong`
 */
export function ownChanges({ changes, expected = [] }: ProfileChanges): OwnChanges {
  const bytes = sizeOf(changes) + sizeOf(expected)
  const piece = new Uint8Array(bytes)
  let end = 0
  const own = (given: Uint8Array): Uint8Array => {
    const start = end
    piece.set(given, start)
    end += given.length
    return piece.subarray(start, end)
  }
  const ownEntry = ({ space, key, value }: OwnEntry): OwnEntry => ({
    space,
    key: own(key),
    value: value === undefined ? undefined : own(value),
  })
  return { changes: changes.map(ownEntry), expected: expected.map(ownEntry), bytes }
}

function sizeOf(entries: readonly OwnEntry[]): number {
  let size = 0
  for (const { space, key, value } of entries) {
    checkKey(space, key)
    size += key.length + (value?.length ?? 0)
  }
  return size
}
