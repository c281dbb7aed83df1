import { type Kysely, sql, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { CatalogTables } from './catalog-schema.ts'
import { type DatabaseName, errorOfDatabase } from './error-of-database.ts'
import { CatalogError } from './errors.ts'
import { catalogMigrations } from './migrations.ts'

const MIGRATION_TABLE = 'schema_step'

/**
 * The catalog's tables in one PostgreSQL schema, whichever engine holds them. Everything that reaches the database
 * goes through `run`, so that whatever it throws leaves as an error of our table.
 */
export class CatalogDatabase {
  readonly name: DatabaseName
  readonly schema: string
  readonly #kysely: Kysely<CatalogTables>

  constructor(kysely: Kysely<CatalogTables>, schema: string, name: DatabaseName) {
    this.#kysely = kysely
    this.schema = schema
    this.name = name
  }

  /** All of `work` in one transaction: whole or not at all. */
  async change<T>(work: (transaction: Transaction<CatalogTables>) => Promise<T>): Promise<T> {
    return this.run(tables =>
      tables.transaction().execute(transaction => work(transaction.withSchema(this.schema))),
    )
  }

  async run<T>(work: (tables: Kysely<CatalogTables>) => Promise<T>): Promise<T> {
    try {
      return await work(this.#kysely.withSchema(this.schema))
    } catch (thrown) {
      throw errorOfDatabase(thrown, this.name)
    }
  }

  /** How many steps of the schema have been taken; 0 where there is none. */
  async version(): Promise<number> {
    return this.run(async tables => {
      const there = sql<{ readonly exists: boolean }>`SELECT EXISTS (
        SELECT FROM pg_tables WHERE schemaname = ${this.schema} AND tablename = ${MIGRATION_TABLE}
      ) AS "exists"`
      const { rows } = await there.execute(tables)
      return rows[0]?.exists === true ? (await this.#steps()).length : 0
    })
  }

  async #steps(): Promise<readonly string[]> {
    const rows = await this.#kysely
      .withTables<{ [MIGRATION_TABLE]: { name: string } }>()
      .withSchema(this.schema)
      .selectFrom(MIGRATION_TABLE)
      .select('name')
      .execute()
    return rows.map(row => row.name)
  }

  /** Brings the schema to the version this Kindred knows; one at a time, however many processes start together. */
  async migrate(): Promise<void> {
    const known = Object.keys(catalogMigrations).length
    const found = await this.version()
    if (found > known) throw new CatalogError('catalog_schema_newer', { node: this.name.node, found, known })
    if (found === known) return
    const { error } = await this.run(tables => this.#migrator(tables).migrateToLatest())
    if (error !== undefined) throw errorOfDatabase(error, this.name)
  }

  #migrator(tables: Kysely<CatalogTables>): Migrator {
    return new Migrator({
      db: tables,
      provider: { getMigrations: () => Promise.resolve({ ...catalogMigrations }) },
      migrationTableName: MIGRATION_TABLE,
      migrationLockTableName: 'schema_step_lock',
      migrationTableSchema: this.schema,
    })
  }

  async close(): Promise<void> {
    await this.#kysely.destroy()
  }
}
