import { EngineError, type Refresh, type RefreshStore } from '@kindred/engine'

type Begun = Parameters<RefreshStore['begin']>[0]
type Found = Parameters<RefreshStore['publish']>[1]

/** Refreshes in memory. */
export class MemoryRefreshes implements RefreshStore {
  readonly #refreshes: Refresh[] = []

  begin(begun: Begun): Promise<number> {
    const id = this.#refreshes.length + 1
    const layout = { segments: [], segmentations: [] }
    const empty = { publishedAt: undefined, batch: 0, customers: 0, layout, results: [], cutoffs: {} }
    this.#refreshes.push({ ...begun, ...empty, id, state: 'running' })
    return Promise.resolve(id)
  }

  async publish(id: number, found: Found): Promise<void> {
    this.#end(id, { ...structuredClone(found), state: 'published' })
  }

  async fail(id: number, reason: string): Promise<void> {
    this.#end(id, { state: 'failed', reason })
  }

  #end(id: number, change: Partial<Refresh>): void {
    const found = this.#refreshes[id - 1]
    if (found === undefined) throw new EngineError('refresh_unknown', { id })
    if (found.state !== 'running') throw new EngineError('refresh_not_running', { id, state: found.state })
    this.#refreshes[id - 1] = { ...found, ...change }
  }

  get(id: number): Promise<Refresh | undefined> {
    return Promise.resolve(structuredClone(this.#refreshes[id - 1]))
  }

  current(): Promise<Refresh | undefined> {
    return Promise.resolve(structuredClone(this.#latestFirst(Number.POSITIVE_INFINITY)[0]))
  }

  list({ limit, until }: { limit?: number; until?: number }): Promise<readonly Refresh[]> {
    return Promise.resolve(
      structuredClone(this.#latestFirst(until ?? Number.POSITIVE_INFINITY).slice(0, limit)),
    )
  }

  published({ until }: { until?: number }): Promise<readonly Pick<Refresh, 'id' | 'asOf'>[]> {
    const latest = this.#latestFirst(until ?? Number.POSITIVE_INFINITY)
    return Promise.resolve(latest.map(({ id, asOf }) => ({ id, asOf })))
  }

  unfinished(): Promise<readonly Refresh[]> {
    return Promise.resolve(structuredClone(this.#refreshes.filter(({ state }) => state === 'running')))
  }

  #latestFirst(until: number): Refresh[] {
    return this.#refreshes
      .filter(({ state, asOf }) => state === 'published' && asOf <= until)
      .sort((a, b) => b.asOf - a.asOf || b.id - a.id)
  }
}
