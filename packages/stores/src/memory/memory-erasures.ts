import type { Erasure, ErasureStore } from '@kindred/engine'

/** Erasures in memory. */
export class MemoryErasures implements ErasureStore {
  /** Oldest first. */
  readonly #stored = new Map<string, Erasure>()

  async put(erasure: Erasure): Promise<void> {
    this.#stored.set(erasure.id, structuredClone(erasure))
  }

  async get(id: string): Promise<Erasure | undefined> {
    return this.#stored.get(id)
  }

  async list(limit: number): Promise<readonly Erasure[]> {
    return [...this.#stored.values()].reverse().slice(0, limit)
  }

  async open(): Promise<readonly Erasure[]> {
    return [...this.#stored.values()].filter(({ doneAt }) => doneAt === undefined)
  }

  async hashes(): Promise<ReadonlySet<string>> {
    return new Set([...this.#stored.values()].flatMap(({ hashes }) => hashes))
  }

  async count(): Promise<number> {
    return this.#stored.size
  }
}
