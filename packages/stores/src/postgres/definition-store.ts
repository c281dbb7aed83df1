import { type DefinitionStore, type Definitions, type DefinitionVersion, EngineError } from '@kindred/engine'
import type { CatalogDatabase } from './catalog-database.ts'
import { wholeNumber } from './catalog-schema.ts'
import { isAlreadyThere } from './is-already-there.ts'
import { storableText } from './storable-text.ts'

type Next = Parameters<DefinitionStore['store']>[0]

interface VersionRow {
  readonly version: number
  readonly author: string
  readonly at: string | number | bigint
  readonly note: string | null
}

/** Versions of the definitions, each stored whole. */
export class PostgresDefinitions implements DefinitionStore {
  readonly #database: CatalogDatabase

  constructor(database: CatalogDatabase) {
    this.#database = database
  }

  async current(): Promise<DefinitionVersion | undefined> {
    const row = await this.#database.run(tables =>
      tables
        .selectFrom('definition_version')
        .selectAll()
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst(),
    )
    return row && wholeVersion(row)
  }

  async get(version: number): Promise<DefinitionVersion | undefined> {
    const row = await this.#database.run(tables =>
      tables.selectFrom('definition_version').selectAll().where('version', '=', version).executeTakeFirst(),
    )
    return row && wholeVersion(row)
  }

  async list(limit: number): Promise<readonly Omit<DefinitionVersion, 'definitions'>[]> {
    const rows = await this.#database.run(tables =>
      tables
        .selectFrom('definition_version')
        .select(['version', 'author', 'at', 'note'])
        .orderBy('version', 'desc')
        .limit(limit)
        .execute(),
    )
    return rows.map(version)
  }

  /** The version's number is the key: of two that store at once, the second finds it taken. */
  async store(next: Next): Promise<number> {
    const { expected } = next
    const found = await this.#newest()
    if (found !== expected) throw new EngineError('definitions_moved', { expected, found })
    try {
      await this.#database.change(tables =>
        tables.insertInto('definition_version').values(rowOf(next)).execute(),
      )
    } catch (thrown) {
      if (!isAlreadyThere(thrown)) throw thrown
      throw new EngineError('definitions_moved', { expected, found: await this.#newest() })
    }
    return expected + 1
  }

  async #newest(): Promise<number> {
    const [newest] = await this.list(1)
    return newest?.version ?? 0
  }
}

function rowOf({ definitions, author, at, expected, note }: Next) {
  return {
    version: expected + 1,
    definitions: JSON.stringify(definitions),
    author: storableText(author),
    at,
    note: note === undefined ? null : storableText(note),
  }
}

function version({ version, author, at, note }: VersionRow): Omit<DefinitionVersion, 'definitions'> {
  return { version, author, at: wholeNumber(at), ...(note !== null && { note }) }
}

function wholeVersion(row: VersionRow & { readonly definitions: Definitions }): DefinitionVersion {
  return { ...version(row), definitions: row.definitions }
}
