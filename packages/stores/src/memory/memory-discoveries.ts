import {
  type Discovery,
  type DiscoveryStore,
  type DiscoverySummary,
  EngineError,
  summariseDiscovery,
  withoutTypical,
} from '@kindred/engine'

/** Discoveries in memory. */
export class MemoryDiscoveries implements DiscoveryStore {
  /** Oldest first. */
  readonly #stored: Discovery[] = []

  async put(discovery: Discovery): Promise<void> {
    const { id, round } = discovery
    if ((await this.get(id, round)) !== undefined) throw new EngineError('discovery_exists', { id, round })
    this.#stored.push(structuredClone(discovery))
  }

  async get(id: string, round?: number): Promise<Discovery | undefined> {
    const rounds = this.#roundsOf(id)
    return round === undefined ? rounds[0] : rounds.find(each => each.round === round)
  }

  async list(limit: number): Promise<readonly DiscoverySummary[]> {
    const newest = this.#stored.filter(each => this.#roundsOf(each.id)[0] === each)
    return newest.reverse().slice(0, limit).map(summariseDiscovery)
  }

  async rounds(id: string): Promise<readonly DiscoverySummary[]> {
    return this.#roundsOf(id).map(summariseDiscovery)
  }

  async notePublication(
    id: string,
    round: number,
    publication: Discovery['published'][number],
  ): Promise<boolean> {
    const at = this.#stored.findIndex(each => each.id === id && each.round === round)
    const found = this.#stored[at]
    if (found === undefined) return false
    this.#stored[at] = { ...found, published: [...found.published, publication] }
    return true
  }

  async forget(customers: readonly string[]): Promise<void> {
    for (const [at, discovery] of this.#stored.entries())
      this.#stored[at] = { ...discovery, ...withoutTypical(discovery, customers) }
  }

  /** Newest first. */
  #roundsOf(id: string): readonly Discovery[] {
    return this.#stored.filter(each => each.id === id).sort((a, b) => b.round - a.round)
  }
}
