import type { ApiKey, KeyStore } from '@kindred/engine'
import { type Selectable, sql } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { type CatalogTables, wholeNumber } from '../catalog-schema.ts'

type Row = Selectable<CatalogTables['api_key']>

/** API keys. */
export class PostgresKeys implements KeyStore {
  readonly #database: CatalogDatabase

  constructor(database: CatalogDatabase) {
    this.#database = database
  }

  async add({ id, hash, revokedAt, ...record }: ApiKey): Promise<void> {
    const row = { id, hash, record: JSON.stringify(record), revoked_at: revokedAt ?? null }
    await this.#database.change(tables => tables.insertInto('api_key').values(row).execute())
  }

  async get(id: string): Promise<ApiKey | undefined> {
    const row = await this.#database.run(tables =>
      tables.selectFrom('api_key').selectAll().where('id', '=', id).executeTakeFirst(),
    )
    return row && keyOf(row)
  }

  async byHash(hash: string): Promise<ApiKey | undefined> {
    const row = await this.#database.run(tables =>
      tables.selectFrom('api_key').selectAll().where('hash', '=', hash).executeTakeFirst(),
    )
    return row && keyOf(row)
  }

  async list(): Promise<readonly ApiKey[]> {
    const rows = await this.#database.run(tables =>
      tables.selectFrom('api_key').selectAll().orderBy('number').execute(),
    )
    return rows.map(keyOf)
  }

  async revoke(id: string, at: number): Promise<boolean> {
    const { numUpdatedRows } = await this.#database.change(tables =>
      tables
        .updateTable('api_key')
        .set({ revoked_at: sql`coalesce(revoked_at, ${at})` })
        .where('id', '=', id)
        .executeTakeFirstOrThrow(),
    )
    return numUpdatedRows > 0n
  }
}

function keyOf({ id, hash, record, revoked_at }: Row): ApiKey {
  return {
    ...{ id, hash, ...record },
    // What is absent in JSON is a key without an end.
    expiresAt: record.expiresAt,
    revokedAt: revoked_at === null ? undefined : wholeNumber(revoked_at),
  }
}
