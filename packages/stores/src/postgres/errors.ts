/** What can go wrong between us and the catalog's database. Code → sentence → remedy. No message ever holds a password. */
export interface CatalogErrorParameters {
  catalog_unreachable: { node: string; reason: string }
  catalog_login_refused: { node: string; user: string }
  catalog_database_missing: { node: string; database: string }
  catalog_rights_missing: { node: string; reason: string }
  catalog_disk_full: { node: string }
  catalog_folder_unreadable: { folder: string; reason: string }
  catalog_schema_newer: { node: string; found: number; known: number }
  catalog_schema_missing: { node: string }
  catalog_url_wrong: { reason: string }
  catalog_failed: { node: string; code: string }
}

interface Row<P> {
  says(given: P): string
  remedy(given: P): string
}

export const catalogErrors: { readonly [C in keyof CatalogErrorParameters]: Row<CatalogErrorParameters[C]> } =
  {
    catalog_unreachable: {
      says: p => `The catalog ${p.node} cannot be reached (${p.reason}).`,
      remedy: p =>
        `Start PostgreSQL, or mend the address ${p.node} in kindred.config.yaml; then do the same again.`,
    },
    catalog_login_refused: {
      says: p => `The catalog ${p.node} refuses the user '${p.user}' or the password given.`,
      remedy: () =>
        'Mend the user and the password of `catalog` in kindred.config.yaml or KINDRED_CATALOG_URL.',
    },
    catalog_database_missing: {
      says: p => `The catalog ${p.node} has no database '${p.database}'.`,
      remedy: p => `Create it (\`createdb ${p.database}\`), or name another one.`,
    },
    catalog_rights_missing: {
      says: p => `The catalog ${p.node} does not allow this (${p.reason}).`,
      remedy: () =>
        'Grant the user the right to create a schema in the database, or create the schema for it.',
    },
    catalog_disk_full: {
      says: p => `The catalog ${p.node} has no disk space left.`,
      remedy: () => 'Free some space; what was acknowledged is kept, the rest can be done again.',
    },
    catalog_folder_unreadable: {
      says: p => `The embedded catalog in ${p.folder} cannot be opened (${p.reason}).`,
      remedy: p => `See that ${p.folder} can be read and written, or put a backup of it in its place.`,
    },
    catalog_schema_newer: {
      says: p =>
        `The catalog ${p.node} has schema version ${p.found}; this Kindred knows versions up to ${p.known}.`,
      remedy: () => 'Install the Kindred that wrote it, or a later one.',
    },
    catalog_schema_missing: {
      says: p => `The catalog ${p.node} has no tables of Kindred yet, or not all of them.`,
      remedy: () =>
        'Start Kindred once with this catalog, so that it makes them; or name the right database.',
    },
    catalog_url_wrong: {
      says: p => `The address of the catalog cannot be used (${p.reason}).`,
      remedy: () => 'Write it as postgres://user:password@host:5432/database.',
    },
    catalog_failed: {
      says: p => `The catalog ${p.node} could not do this (code ${p.code}).`,
      remedy: () =>
        'This is a defect of Kindred unless the database was changed by hand: please report it with the code.',
    },
  }

export type CatalogErrorCode = keyof CatalogErrorParameters

/** The catalog's database failed us. `code` names the row of the table, `remedy` says what to do. */
export class CatalogError<C extends CatalogErrorCode = CatalogErrorCode> extends Error {
  override readonly name = 'CatalogError'
  readonly code: C
  readonly says: string
  readonly remedy: string

  constructor(code: C, given: CatalogErrorParameters[C], options?: ErrorOptions) {
    const row: Row<CatalogErrorParameters[C]> = catalogErrors[code]
    super(`${row.says(given)} ${row.remedy(given)}`, options)
    this.code = code
    this.says = row.says(given)
    this.remedy = row.remedy(given)
  }
}
