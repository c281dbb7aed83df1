import type { LinkStore, OneTimeLink } from '@kindred/engine'
import type { Selectable } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { type CatalogTables, wholeNumber } from '../catalog-schema.ts'

type Row = Selectable<CatalogTables['one_time_link']>

/** One-time links. */
export class PostgresLinks implements LinkStore {
  readonly #database: CatalogDatabase

  constructor(database: CatalogDatabase) {
    this.#database = database
  }

  async add({ hash, purpose, user, expiresAt }: OneTimeLink): Promise<void> {
    const account = user ?? null
    await this.#database.change(async tables => {
      await tables
        .deleteFrom('one_time_link')
        .where('purpose', '=', purpose)
        .where('account', 'is not distinct from', account)
        .execute()
      await tables
        .insertInto('one_time_link')
        .values({ hash, purpose, account, expires_at: expiresAt })
        .execute()
    })
  }

  async get(hash: string): Promise<OneTimeLink | undefined> {
    const row = await this.#database.run(tables =>
      tables.selectFrom('one_time_link').selectAll().where('hash', '=', hash).executeTakeFirst(),
    )
    return row && linkOf(row)
  }

  async take(hash: string): Promise<OneTimeLink | undefined> {
    const row = await this.#database.change(tables =>
      tables.deleteFrom('one_time_link').where('hash', '=', hash).returningAll().executeTakeFirst(),
    )
    return row && linkOf(row)
  }
}

function linkOf({ hash, purpose, account, expires_at }: Row): OneTimeLink {
  return { hash, purpose, user: account ?? undefined, expiresAt: wholeNumber(expires_at) }
}
