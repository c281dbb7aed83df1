import type { LinkStore, OneTimeLink } from '@kindred/engine'

/** One-time links in memory. */
export class MemoryLinks implements LinkStore {
  readonly #links = new Map<string, OneTimeLink>()

  async add(link: OneTimeLink): Promise<void> {
    for (const [hash, { purpose, user }] of this.#links)
      if (purpose === link.purpose && user === link.user) this.#links.delete(hash)
    this.#links.set(link.hash, link)
  }

  async get(hash: string): Promise<OneTimeLink | undefined> {
    return this.#links.get(hash)
  }

  async take(hash: string): Promise<OneTimeLink | undefined> {
    const link = this.#links.get(hash)
    this.#links.delete(hash)
    return link
  }
}
