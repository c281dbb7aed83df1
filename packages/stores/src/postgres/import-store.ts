import { EngineError, type ImportRecord, type ImportStore } from '@kindred/engine'
import type { CatalogDatabase } from './catalog-database.ts'
import { isAlreadyThere } from './is-already-there.ts'

/** The journal of imports: how far each came. */
export class PostgresImports implements ImportStore {
  readonly #database: CatalogDatabase

  constructor(database: CatalogDatabase) {
    this.#database = database
  }

  async begin(record: ImportRecord): Promise<void> {
    const { id, state } = record
    try {
      await this.#database.change(tables =>
        tables
          .insertInto('import')
          .values({ id, state, record: JSON.stringify(record) })
          .execute(),
      )
    } catch (thrown) {
      if (isAlreadyThere(thrown)) throw new EngineError('import_exists', { id })
      throw thrown
    }
  }

  async update(id: string, change: Partial<Omit<ImportRecord, 'id'>>): Promise<void> {
    await this.#database.change(async tables => {
      // The row is held until the end, so that two who change different parts do not undo one another.
      const before = await tables
        .selectFrom('import')
        .select('record')
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
      if (before === undefined) throw new EngineError('import_unknown', { id })
      const record: ImportRecord = { ...before.record, ...change }
      await tables
        .updateTable('import')
        .set({ state: record.state, record: JSON.stringify(record) })
        .where('id', '=', id)
        .execute()
    })
  }

  async get(id: string): Promise<ImportRecord | undefined> {
    const row = await this.#database.run(tables =>
      tables.selectFrom('import').select('record').where('id', '=', id).executeTakeFirst(),
    )
    return row?.record
  }

  async list(limit: number): Promise<readonly ImportRecord[]> {
    const rows = await this.#database.run(tables =>
      tables.selectFrom('import').select('record').orderBy('number', 'desc').limit(limit).execute(),
    )
    return rows.map(row => row.record)
  }

  async unfinished(): Promise<readonly ImportRecord[]> {
    const rows = await this.#database.run(tables =>
      tables
        .selectFrom('import')
        .select('record')
        .where('state', 'in', ['staging', 'publishing'])
        .orderBy('number')
        .execute(),
    )
    return rows.map(row => row.record)
  }
}
