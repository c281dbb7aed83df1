import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import { CatalogDatabase } from './catalog-database.ts'
import type { CatalogTables } from './catalog-schema.ts'
import type { DatabaseName } from './error-of-database.ts'
import { CatalogError } from './errors.ts'
import { PostgresCatalog } from './postgres-catalog.ts'

export interface ServerCatalogOptions {
  /** `postgres://user:password@host:5432/database`; TLS by `?sslmode=…`. */
  readonly url: string
  /** PostgreSQL schema that holds the tables; made when it is not there. Default `kindred`. */
  readonly schema?: string
}

/**
 * Opens the catalog on a PostgreSQL server. No connection is made before it is needed; `migrate` has yet to be called.
 *
 * @throws CatalogError `catalog_url_wrong`
 *
 * @example
 * const catalog = openServerCatalog({ url: 'postgres://kindred@db.example/shop' })
 * await catalog.migrate()
 */
export function openServerCatalog({ url, schema = 'kindred' }: ServerCatalogOptions): PostgresCatalog {
  const pool = new Pool({
    connectionString: url,
    max: 8,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 60_000,
    application_name: 'kindred',
  })
  // A connection that breaks while nobody uses it is replaced by the pool; unheard, it would end the process.
  pool.on('error', () => {})
  const kysely = new Kysely<CatalogTables>({ dialect: new PostgresDialect({ pool }) })
  return new PostgresCatalog('server', new CatalogDatabase(kysely, schema, nameOf(url)))
}

/** How the server is called in messages: without its password. */
function nameOf(text: string): DatabaseName {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined) throw new CatalogError('catalog_url_wrong', { reason: 'it is no URL' })
  if (!/^postgres(ql)?:$/.test(url.protocol))
    throw new CatalogError('catalog_url_wrong', { reason: `it begins with ${url.protocol}//` })
  const user = decodeURIComponent(url.username)
  const database = decodeURIComponent(url.pathname.slice(1))
  return { node: `postgres://${url.host}/${database}`, user, database: database === '' ? user : database }
}
