import { EngineError, type ImportRecord, type ImportStore } from '@kindred/engine'

/** The journal of imports in memory. */
export class MemoryImportJournal implements ImportStore {
  readonly #records = new Map<string, ImportRecord>()

  async begin(record: ImportRecord): Promise<void> {
    if (this.#records.has(record.id)) throw new EngineError('import_exists', { id: record.id })
    this.#records.set(record.id, record)
  }

  async update(id: string, change: Partial<Omit<ImportRecord, 'id'>>): Promise<void> {
    const found = this.#records.get(id)
    if (found === undefined) throw new EngineError('import_unknown', { id })
    this.#records.set(id, { ...found, ...change })
  }

  get(id: string): Promise<ImportRecord | undefined> {
    return Promise.resolve(this.#records.get(id))
  }

  list(limit: number): Promise<readonly ImportRecord[]> {
    return Promise.resolve([...this.#records.values()].reverse().slice(0, limit))
  }

  unfinished(): Promise<readonly ImportRecord[]> {
    const open = [...this.#records.values()].filter(
      ({ state }) => state === 'staging' || state === 'publishing',
    )
    return Promise.resolve(open)
  }
}
