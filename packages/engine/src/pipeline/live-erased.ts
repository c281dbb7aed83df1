import type { Catalog } from '../ports/catalog.ts'
import type { Profiles } from '../ports/profiles.ts'
import { erasedHash } from '../privacy/erased-hash.ts'
import { TOMBSTONE, tombstoneKey } from '../profiles/erasure/tombstone.ts'
import { erasedIds } from './erased-ids.ts'
import type { LiveLoop } from './live-loop.ts'
import type { LiveTurn } from './live-turn.ts'

/** Knows in the profile store itself, and so within each commit, who was erased. */
export class LiveErased {
  readonly #profiles: Pick<Profiles, 'read' | 'kind'>
  #salt = ''
  /** Whether this process knows of none; others over the same server may have erased somebody. */
  #isNobody = true

  constructor(profiles: Pick<Profiles, 'read' | 'kind'>) {
    this.#profiles = profiles
  }

  /** Takes over from the catalog who was erased while this store was another, or was not there. */
  async open(catalog: Pick<Catalog, 'workspaces' | 'erasures'>, loop: LiveLoop): Promise<void> {
    const { salt, hashes: known } = await erasedIds(catalog)
    this.#salt = salt
    const hashes = [...known]
    this.#isNobody = hashes.length === 0
    if (hashes.length === 0) return
    const found = await this.#profiles.read('identities', hashes.map(tombstoneKey))
    const missing = hashes.filter((_, at) => found[at] === undefined)
    if (missing.length === 0) return
    await loop.submit({ items: 0, run: async turn => this.#bury(turn, missing) })
  }

  hashOf(id: string): string {
    return erasedHash(this.#salt, id)
  }

  /** Notes that these were erased. */
  note(turn: LiveTurn, ids: readonly string[]): void {
    this.#isNobody = false
    this.#bury(
      turn,
      ids.map(id => this.hashOf(id)),
    )
  }

  /** Those of these ids whose customers were erased. Nothing is read while nobody was. */
  async among(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0 || (this.#isNobody && this.#profiles.kind !== 'server')) return NOBODY
    const found = await this.#profiles.read(
      'identities',
      ids.map(id => tombstoneKey(this.hashOf(id))),
    )
    return new Set(ids.filter((_, at) => found[at] !== undefined))
  }

  #bury(turn: LiveTurn, hashes: readonly string[]): void {
    for (const hash of hashes) turn.put('identities', tombstoneKey(hash), TOMBSTONE)
  }
}

const NOBODY: ReadonlySet<string> = new Set()
