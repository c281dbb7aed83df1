import { EngineError, type Identity, type User, type UserChange, type UserStore } from '@kindred/engine'
import type { Selectable, Updateable } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { type CatalogTables, wholeNumber } from '../catalog-schema.ts'
import { isAlreadyThere } from '../is-already-there.ts'

type Row = Selectable<CatalogTables['account']>

/** Users. */
export class PostgresUsers implements UserStore {
  readonly #database: CatalogDatabase

  constructor(database: CatalogDatabase) {
    this.#database = database
  }

  async add({ id, name, email, role, createdAt, ...rest }: User): Promise<void> {
    const { teams, failures } = rest
    const fixed = { id, name, email, role, created_at: createdAt, failures, teams: JSON.stringify(teams) }
    const values = { ...columnsOf(rest), ...fixed }
    try {
      await this.#database.change(tables => tables.insertInto('account').values(values).execute())
    } catch (thrown) {
      if (isAlreadyThere(thrown)) throw new EngineError('email_taken', {})
      throw thrown
    }
  }

  async get(id: string): Promise<User | undefined> {
    const row = await this.#database.run(tables =>
      tables.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst(),
    )
    return row && userOf(row)
  }

  async byEmail(email: string): Promise<User | undefined> {
    const row = await this.#database.run(tables =>
      tables.selectFrom('account').selectAll().where('email', '=', email).executeTakeFirst(),
    )
    return row && userOf(row)
  }

  async byIdentity({ issuer, subject }: Identity): Promise<User | undefined> {
    const row = await this.#database.run(tables =>
      tables
        .selectFrom('account')
        .selectAll()
        .where('issuer', '=', issuer)
        .where('subject', '=', subject)
        .executeTakeFirst(),
    )
    return row && userOf(row)
  }

  async list(): Promise<readonly User[]> {
    const rows = await this.#database.run(tables =>
      tables.selectFrom('account').selectAll().orderBy('number').execute(),
    )
    return rows.map(userOf)
  }

  async change(id: string, change: UserChange): Promise<User | undefined> {
    const set = columnsOf(change)
    if (Object.keys(set).length === 0) return this.get(id)
    const row = await this.#database.change(tables =>
      tables.updateTable('account').set(set).where('id', '=', id).returningAll().executeTakeFirst(),
    )
    return row && userOf(row)
  }

  async countFailure(id: string): Promise<number> {
    const row = await this.#database.change(tables =>
      tables
        .updateTable('account')
        .set(({ eb }) => ({ failures: eb('failures', '+', 1) }))
        .where('id', '=', id)
        .returning('failures')
        .executeTakeFirst(),
    )
    return row?.failures ?? 1
  }
}

/** Only what is given; what is given as undefined becomes NULL. */
function columnsOf(change: UserChange): Updateable<CatalogTables['account']> {
  const { name, role, teams, failures } = change
  return {
    ...(name !== undefined && { name }),
    ...(role !== undefined && { role }),
    ...(teams !== undefined && { teams: JSON.stringify(teams) }),
    ...(failures !== undefined && { failures }),
    ...('password' in change && { password: change.password ?? null }),
    ...('identity' in change && {
      issuer: change.identity?.issuer ?? null,
      subject: change.identity?.subject ?? null,
    }),
    ...('lockedUntil' in change && { locked_until: change.lockedUntil ?? null }),
    ...('disabledAt' in change && { disabled_at: change.disabledAt ?? null }),
  }
}

function userOf(row: Row): User {
  const { id, name, email, role, teams, issuer, subject, failures } = row
  return {
    ...{ id, name, email, role, teams, failures },
    createdAt: wholeNumber(row.created_at),
    password: row.password ?? undefined,
    identity: issuer === null || subject === null ? undefined : { issuer, subject },
    lockedUntil: row.locked_until === null ? undefined : wholeNumber(row.locked_until),
    disabledAt: row.disabled_at === null ? undefined : wholeNumber(row.disabled_at),
  }
}
