import type { AccessStore } from '@kindred/engine'
import type { CatalogDatabase } from '../catalog-database.ts'
import { PostgresKeys } from './key-store.ts'
import { PostgresLinks } from './link-store.ts'
import { PostgresSignIns } from './sign-in-store.ts'
import { PostgresUsers } from './user-store.ts'

/** Who may come in. */
export class PostgresAccess implements AccessStore {
  readonly users: PostgresUsers
  readonly signIns: PostgresSignIns
  readonly links: PostgresLinks
  readonly keys: PostgresKeys

  constructor(database: CatalogDatabase) {
    this.users = new PostgresUsers(database)
    this.signIns = new PostgresSignIns(database)
    this.links = new PostgresLinks(database)
    this.keys = new PostgresKeys(database)
  }
}
