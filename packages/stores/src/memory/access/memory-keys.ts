import type { ApiKey, KeyStore } from '@kindred/engine'

/** API keys in memory. */
export class MemoryKeys implements KeyStore {
  readonly #keys = new Map<string, ApiKey>()

  async add(key: ApiKey): Promise<void> {
    this.#keys.set(key.id, key)
  }

  async get(id: string): Promise<ApiKey | undefined> {
    return this.#keys.get(id)
  }

  async byHash(hash: string): Promise<ApiKey | undefined> {
    return [...this.#keys.values()].find(key => key.hash === hash)
  }

  async list(): Promise<readonly ApiKey[]> {
    return [...this.#keys.values()]
  }

  async revoke(id: string, at: number): Promise<boolean> {
    const key = this.#keys.get(id)
    if (key !== undefined) this.#keys.set(id, { ...key, revokedAt: key.revokedAt ?? at })
    return key !== undefined
  }
}
