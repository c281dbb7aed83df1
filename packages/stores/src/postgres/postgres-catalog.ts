import type { Catalog, NodeHealth } from '@kindred/engine'
import { sql } from 'kysely'
import { PostgresAudit } from './access/audit-store.ts'
import { PostgresAccess } from './access/postgres-access.ts'
import type { CatalogDatabase } from './catalog-database.ts'
import { PostgresDefinitions } from './definition-store.ts'
import { PostgresDiscoveries } from './discovery-store.ts'
import { PostgresErasures } from './erasure-store.ts'
import { CatalogError } from './errors.ts'
import { PostgresHooks } from './hook-store.ts'
import { PostgresImports } from './import-store.ts'
import { catalogMigrations } from './migrations.ts'
import { PostgresModels } from './model-store.ts'
import { PostgresProposals } from './proposal-store.ts'
import { PostgresRefreshes } from './refresh-store.ts'

/**
 * The catalog in PostgreSQL: in this process (PGlite, a folder) or on a server (a URL). Same tables, same statements.
 * `openEmbeddedCatalog` and `openServerCatalog` make one.
 */
export class PostgresCatalog implements Catalog {
  readonly kind: 'embedded' | 'server'
  readonly definitions: PostgresDefinitions
  readonly refreshes: PostgresRefreshes
  readonly imports: PostgresImports
  readonly hooks: PostgresHooks
  readonly discoveries: PostgresDiscoveries
  readonly models: PostgresModels
  readonly proposals: PostgresProposals
  readonly erasures: PostgresErasures
  readonly access: PostgresAccess
  readonly audit: PostgresAudit
  readonly #database: CatalogDatabase

  constructor(kind: 'embedded' | 'server', database: CatalogDatabase) {
    this.kind = kind
    this.#database = database
    this.definitions = new PostgresDefinitions(database)
    this.refreshes = new PostgresRefreshes(database)
    this.imports = new PostgresImports(database)
    this.hooks = new PostgresHooks(database)
    this.discoveries = new PostgresDiscoveries(database)
    this.models = new PostgresModels(database)
    this.proposals = new PostgresProposals(database)
    this.erasures = new PostgresErasures(database)
    this.access = new PostgresAccess(database)
    this.audit = new PostgresAudit(database)
  }

  async health(): Promise<NodeHealth> {
    const { node } = this.#database.name
    try {
      const engineVersion = await this.#engineVersion()
      const schemaVersion = await this.#database.version()
      const problem = this.#problemOf(schemaVersion)
      return { node, reachable: true, engineVersion, schemaVersion, ...(problem && { problem }) }
    } catch (thrown) {
      if (!(thrown instanceof CatalogError)) throw thrown
      const { says, remedy, code } = thrown
      return { node, reachable: code !== 'catalog_unreachable', problem: { says, remedy } }
    }
  }

  async #engineVersion(): Promise<string> {
    const answer = await this.#database.run(tables =>
      sql<{ server_version: string }>`SHOW server_version`.execute(tables),
    )
    return `PostgreSQL ${answer.rows[0]?.server_version ?? 'of unknown version'}`
  }

  #problemOf(found: number): NodeHealth['problem'] {
    const known = Object.keys(catalogMigrations).length
    const { node } = this.#database.name
    if (found > known) return new CatalogError('catalog_schema_newer', { node, found, known })
    return found < known ? new CatalogError('catalog_schema_missing', { node }) : undefined
  }

  async workspaces(): Promise<readonly string[]> {
    const rows = await this.#database.run(tables => tables.selectFrom('workspace').select('id').execute())
    return rows.map(({ id }) => id)
  }

  async joinWorkspace(id: string): Promise<void> {
    await this.#database.run(tables =>
      tables
        .insertInto('workspace')
        .values({ id })
        .onConflict(conflict => conflict.doNothing())
        .execute(),
    )
  }

  async migrate(): Promise<void> {
    await this.#database.migrate()
  }

  async close(): Promise<void> {
    await this.#database.close()
  }
}
