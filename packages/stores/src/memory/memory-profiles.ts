import type {
  KeyRange,
  NodeHealth,
  ProfileChanges,
  ProfileEntry,
  ProfileSpace,
  Profiles,
} from '@kindred/engine'
import { ProfilesError } from '../errors/profiles-errors.ts'
import { checkKey } from '../spaces/check-key.ts'
import { type CheckedRange, checkRange } from '../spaces/check-range.ts'
import { type OwnEntry, ownChanges } from '../spaces/own-changes.ts'
import { sameBytes } from '../spaces/same-bytes.ts'
import { OrderedBytes } from './ordered-bytes.ts'

/**
 * The profiles in memory: what the others are checked against, and what fast tests run on.
 *
 * @example
 * const profiles = new MemoryProfiles()
 * await profiles.commit({ changes: [{ space: 'records', key, value }] })   // true
 */
export class MemoryProfiles implements Profiles {
  readonly kind = 'memory'
  readonly #spaces = new Map<ProfileSpace, OrderedBytes>()
  #isClosed = false

  health(): Promise<NodeHealth> {
    return Promise.resolve({ node: 'profiles', reachable: true, engineVersion: 'memory', schemaVersion: 1 })
  }

  async close(): Promise<void> {
    this.#isClosed = true
  }

  async read(space: ProfileSpace, keys: readonly Uint8Array[]): Promise<readonly (Uint8Array | undefined)[]> {
    const entries = this.#space(space)
    return keys.map(key => {
      checkKey(space, key)
      return entries.get(key)?.slice()
    })
  }

  async *range(space: ProfileSpace, range: KeyRange): AsyncIterable<ProfileEntry> {
    const checked = checkRange(space, range)
    if (checked === undefined) return
    let last: Uint8Array | undefined
    for (let given = 0; given < checked.limit; given += 1) {
      const entry = nextIn(this.#space(space), checked, last)
      if (entry === undefined) return
      last = entry.key
      yield { key: entry.key.slice(), value: entry.value.slice() }
    }
  }

  async count(space: ProfileSpace): Promise<number> {
    return this.#space(space).size
  }

  async commit(given: ProfileChanges): Promise<boolean> {
    const { changes, expected } = ownChanges(given)
    this.#requireOpen()
    if (!expected.every(entry => this.#isThere(entry))) return false
    for (const { space, key, value } of changes) {
      if (value === undefined) this.#space(space).delete(key)
      else this.#space(space).set(key.slice(), value.slice())
    }
    return true
  }

  room(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  #isThere({ space, key, value }: OwnEntry): boolean {
    return sameBytes(this.#space(space).get(key), value)
  }

  #space(name: ProfileSpace): OrderedBytes {
    this.#requireOpen()
    const known = this.#spaces.get(name)
    if (known !== undefined) return known
    const made = new OrderedBytes()
    this.#spaces.set(name, made)
    return made
  }

  #requireOpen(): void {
    if (this.#isClosed) throw new ProfilesError('profiles_closed', { node: 'in memory' })
  }
}

/** The entry that follows `last` in the range, looked up anew: the space may have changed in between. */
function nextIn(
  entries: OrderedBytes,
  { from, to, descending }: CheckedRange,
  last: Uint8Array | undefined,
): ProfileEntry | undefined {
  if (descending) {
    const entry = entries.last(last ?? to)
    return entry === undefined || (from !== undefined && Buffer.compare(entry.key, from) < 0)
      ? undefined
      : entry
  }
  const entry = entries.first(last === undefined ? from : following(last))
  return entry === undefined || (to !== undefined && Buffer.compare(entry.key, to) >= 0) ? undefined : entry
}

/** The least key after one: a zero byte behind it. */
function following(key: Uint8Array): Uint8Array {
  const next = new Uint8Array(key.length + 1)
  next.set(key)
  return next
}
