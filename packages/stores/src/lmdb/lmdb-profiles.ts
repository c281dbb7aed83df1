import { statfs } from 'node:fs/promises'
import type {
  KeyRange,
  NodeHealth,
  ProfileChanges,
  ProfileEntry,
  ProfileSpace,
  Profiles,
  ValueRoom,
} from '@kindred/engine'
import { ProfilesError } from '../errors/profiles-errors.ts'
import { checkKey } from '../spaces/check-key.ts'
import { checkRange } from '../spaces/check-range.ts'
import { CommitQueue } from '../spaces/commit-queue.ts'
import { type OwnChanges, ownChanges } from '../spaces/own-changes.ts'
import { sameBytes } from '../spaces/same-bytes.ts'
import { errorOfLmdb } from './error-of-lmdb.ts'
import { FORMAT, type LmdbEnvironment } from './lmdb-environment.ts'
import { pagesOf } from './range-pages.ts'
import { ReadSlab } from './read-slab.ts'

/**
 * The profiles in LMDB: one environment in a folder, one database a space. Reads are of memory and take microseconds;
 * a commit is one transaction with its `fsync`, and those that wait for it share the next. `openLmdbProfiles` makes one.
 */
export class LmdbProfiles implements Profiles {
  readonly kind = 'embedded'
  readonly #environment: LmdbEnvironment
  readonly #queue: CommitQueue = new CommitQueue(group => this.#write(group))
  readonly #slab = new ReadSlab()
  #isClosed = false

  constructor(environment: LmdbEnvironment) {
    this.#environment = environment
  }

  async health(): Promise<NodeHealth> {
    const about = { node: 'profiles', engineVersion: 'LMDB', schemaVersion: FORMAT }
    if (!this.#isClosed) return { ...about, reachable: true }
    const { says, remedy } = new ProfilesError('profiles_closed', { node: this.#environment.folder })
    return { ...about, reachable: false, problem: { says, remedy } }
  }

  /** Waits for the commits that were asked for. LMDB reads mapped memory: nothing may read it any more from here on. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await this.#queue.idle()
    await this.#environment.root.close()
  }

  async read(
    space: ProfileSpace,
    keys: readonly Uint8Array[],
    room: ValueRoom = this.#slab,
  ): Promise<readonly (Uint8Array | undefined)[]> {
    for (const key of keys) checkKey(space, key)
    // Without a pause in between: all values are of one instant.
    return keys.map(key => this.#value(space, key, room))
  }

  async *range(space: ProfileSpace, range: KeyRange): AsyncIterable<ProfileEntry> {
    const checked = checkRange(space, range)
    if (checked === undefined) return
    for (const page of pagesOf(() => this.#space(space), checked)) yield* page
  }

  async count(space: ProfileSpace): Promise<number> {
    const count: unknown = Reflect.get(this.#space(space).getStats(), 'entryCount')
    return Number(count)
  }

  async commit(given: ProfileChanges): Promise<boolean> {
    const changes = ownChanges(given)
    this.#requireOpen()
    return this.#queue.add(changes)
  }

  async room(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#environment.folder)
    return bavail * bsize
  }

  /** All in a transaction inside the transaction: when one write throws, what was written before it is undone too. */
  async #write(group: readonly OwnChanges[]): Promise<readonly boolean[]> {
    try {
      return await this.#environment.root.childTransaction(() => group.map(changes => this.#apply(changes)))
    } catch (thrown) {
      throw await errorOfLmdb(thrown, this.#environment.folder)
    }
  }

  #apply({ changes, expected }: OwnChanges): boolean {
    const { spaces } = this.#environment
    if (!expected.every(({ space, key, value }) => sameBytes(spaces[space].getBinary(key), value)))
      return false
    for (const { space, key, value } of changes) {
      if (value === undefined) spaces[space].removeSync(key)
      else spaces[space].putSync(key, value)
    }
    return true
  }

  #value(space: ProfileSpace, key: Uint8Array, room: ValueRoom): Uint8Array | undefined {
    // Valid until the next value is read, and longer than its `length` says.
    const value = this.#space(space).getBinaryFast(key)
    return value === undefined ? undefined : room.copy(value, value.length)
  }

  #space(space: ProfileSpace): LmdbEnvironment['spaces'][ProfileSpace] {
    this.#requireOpen()
    return this.#environment.spaces[space]
  }

  #requireOpen(): void {
    if (this.#isClosed) throw new ProfilesError('profiles_closed', { node: this.#environment.folder })
  }
}
