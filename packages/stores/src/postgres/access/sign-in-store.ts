import type { SignIn, SignInStore } from '@kindred/engine'
import type { CatalogDatabase } from '../catalog-database.ts'
import { wholeNumber } from '../catalog-schema.ts'

/** Browsers that are signed in. */
export class PostgresSignIns implements SignInStore {
  readonly #database: CatalogDatabase

  constructor(database: CatalogDatabase) {
    this.#database = database
  }

  async add({ hash, user, createdAt, expiresAt }: SignIn): Promise<void> {
    const row = { hash, account: user, created_at: createdAt, expires_at: expiresAt }
    await this.#database.change(tables => tables.insertInto('sign_in').values(row).execute())
  }

  async get(hash: string): Promise<SignIn | undefined> {
    const row = await this.#database.run(tables =>
      tables.selectFrom('sign_in').selectAll().where('hash', '=', hash).executeTakeFirst(),
    )
    return (
      row && {
        hash,
        user: row.account,
        createdAt: wholeNumber(row.created_at),
        expiresAt: wholeNumber(row.expires_at),
      }
    )
  }

  async remove(hash: string): Promise<void> {
    await this.#database.change(tables => tables.deleteFrom('sign_in').where('hash', '=', hash).execute())
  }

  async removeOf(user: string): Promise<void> {
    await this.#database.change(tables => tables.deleteFrom('sign_in').where('account', '=', user).execute())
  }

  async removeExpired(at: number): Promise<void> {
    await this.#database.change(tables =>
      tables.deleteFrom('sign_in').where('expires_at', '<=', at).execute(),
    )
  }
}
