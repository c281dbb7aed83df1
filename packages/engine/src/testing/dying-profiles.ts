import type { KeyRange, ProfileChanges, ProfileEntry, ProfileSpace, Profiles } from '../ports/profiles.ts'
import type { NodeHealth } from '../ports/warehouse.ts'

/** Whether the commit at which the process dies has been written. */
export type Death = 'before' | 'after'

/** A store whose process dies at a commit: just before it is written, or just after, and then for good. */
export class DyingProfiles implements Profiles {
  readonly kind: Profiles['kind']
  readonly #of: Profiles
  readonly #death: Death
  #left: number

  /** @param left - How many commits succeed before. */
  constructor(of: Profiles, left: number, death: Death) {
    this.#of = of
    this.kind = of.kind
    this.#left = left
    this.#death = death
  }

  get isDead(): boolean {
    return this.#left < 0
  }

  health(): Promise<NodeHealth> {
    return this.#of.health()
  }

  async close(): Promise<void> {}

  async read(space: ProfileSpace, keys: readonly Uint8Array[]): Promise<readonly (Uint8Array | undefined)[]> {
    this.#requireAlive()
    return this.#of.read(space, keys)
  }

  range(space: ProfileSpace, range: KeyRange): AsyncIterable<ProfileEntry> {
    this.#requireAlive()
    return this.#of.range(space, range)
  }

  async count(space: ProfileSpace): Promise<number> {
    this.#requireAlive()
    return this.#of.count(space)
  }

  async commit(changes: ProfileChanges): Promise<boolean> {
    this.#requireAlive()
    this.#left -= 1
    if (this.#left >= 0) return this.#of.commit(changes)
    if (this.#death === 'after') await this.#of.commit(changes)
    throw new Error('killed')
  }

  async room(): Promise<number | undefined> {
    return undefined
  }

  #requireAlive(): void {
    if (this.isDead) throw new Error('killed')
  }
}
