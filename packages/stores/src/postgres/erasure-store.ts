import type { Erasure, ErasureStore } from '@kindred/engine'
import type { CatalogDatabase } from './catalog-database.ts'

/** Who was erased, as far as that may be known, and how far it has come. */
export class PostgresErasures implements ErasureStore {
  readonly #database: CatalogDatabase

  constructor(database: CatalogDatabase) {
    this.#database = database
  }

  async put(erasure: Erasure): Promise<void> {
    const noted = { record: JSON.stringify(erasure), done_at: erasure.doneAt ?? null }
    await this.#database.change(tables =>
      tables
        .insertInto('erasure')
        .values({ id: erasure.id, ...noted })
        .onConflict(conflict => conflict.column('id').doUpdateSet(noted))
        .execute(),
    )
  }

  async get(id: string): Promise<Erasure | undefined> {
    const row = await this.#database.run(tables =>
      tables.selectFrom('erasure').select('record').where('id', '=', id).executeTakeFirst(),
    )
    return row?.record
  }

  async list(limit: number): Promise<readonly Erasure[]> {
    const rows = await this.#database.run(tables =>
      tables.selectFrom('erasure').select('record').orderBy('number', 'desc').limit(limit).execute(),
    )
    return rows.map(({ record }) => record)
  }

  async open(): Promise<readonly Erasure[]> {
    const rows = await this.#database.run(tables =>
      tables.selectFrom('erasure').select('record').where('done_at', 'is', null).orderBy('number').execute(),
    )
    return rows.map(({ record }) => record)
  }

  async hashes(): Promise<ReadonlySet<string>> {
    const rows = await this.#database.run(tables => tables.selectFrom('erasure').select('record').execute())
    return new Set(rows.flatMap(({ record }) => record.hashes))
  }

  async count(): Promise<number> {
    const { count } = await this.#database.run(tables =>
      tables
        .selectFrom('erasure')
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow(),
    )
    return Number(count)
  }
}
