import { EngineError, type Refresh, type RefreshStore } from '@kindred/engine'
import type { Selectable, Updateable } from 'kysely'
import type { CatalogDatabase } from './catalog-database.ts'
import { type CatalogTables, wholeNumber } from './catalog-schema.ts'
import { storableText } from './storable-text.ts'

type Row = Selectable<CatalogTables['refresh']>
type Begun = Parameters<RefreshStore['begin']>[0]
type Found = Parameters<RefreshStore['publish']>[1]

/** Refreshes. Publishing is one row changed in one statement: readers see the old one or the new one. */
export class PostgresRefreshes implements RefreshStore {
  readonly #database: CatalogDatabase

  constructor(database: CatalogDatabase) {
    this.#database = database
  }

  async begin({ asOf, definitionsVersion, rulesVersion, startedAt }: Begun): Promise<number> {
    const row = {
      as_of: asOf,
      definitions_version: definitionsVersion,
      rules_version: rulesVersion ?? null,
      started_at: startedAt,
      state: 'running' as const,
      batch: 0,
      customers: 0,
      layout: JSON.stringify({ segments: [], segmentations: [] }),
      results: '[]',
      cutoffs: '{}',
    }
    const { id } = await this.#database.change(tables =>
      tables.insertInto('refresh').values(row).returning('id').executeTakeFirstOrThrow(),
    )
    return id
  }

  async publish(id: number, found: Found): Promise<void> {
    await this.#end(id, {
      state: 'published',
      published_at: found.publishedAt ?? null,
      batch: found.batch,
      customers: found.customers,
      layout: JSON.stringify(found.layout),
      results: JSON.stringify(found.results),
      cutoffs: JSON.stringify(found.cutoffs),
      value: found.value ?? null,
      value_type: found.valueType ?? null,
    })
  }

  async fail(id: number, reason: string): Promise<void> {
    await this.#end(id, { state: 'failed', reason: storableText(reason) })
  }

  /** Only what runs can end, and only once. */
  async #end(id: number, change: Updateable<CatalogTables['refresh']>): Promise<void> {
    const { numUpdatedRows } = await this.#database.run(tables =>
      tables
        .updateTable('refresh')
        .set(change)
        .where('id', '=', id)
        .where('state', '=', 'running')
        .executeTakeFirstOrThrow(),
    )
    if (numUpdatedRows > 0n) return
    const found = await this.get(id)
    if (found === undefined) throw new EngineError('refresh_unknown', { id })
    throw new EngineError('refresh_not_running', { id, state: found.state })
  }

  async get(id: number): Promise<Refresh | undefined> {
    const row = await this.#database.run(tables =>
      tables.selectFrom('refresh').selectAll().where('id', '=', id).executeTakeFirst(),
    )
    return row && refreshOf(row)
  }

  async current(): Promise<Refresh | undefined> {
    const [newest] = await this.list({ limit: 1 })
    return newest
  }

  async list({ limit, until }: { limit?: number; until?: number }): Promise<readonly Refresh[]> {
    const rows = await this.#database.run(tables => {
      const latestFirst = tables
        .selectFrom('refresh')
        .selectAll()
        .where('state', '=', 'published')
        .orderBy('as_of', 'desc')
        .orderBy('id', 'desc')
      const asked = until === undefined ? latestFirst : latestFirst.where('as_of', '<=', until)
      return (limit === undefined ? asked : asked.limit(limit)).execute()
    })
    return rows.map(refreshOf)
  }

  async published({ until }: { until?: number }): Promise<readonly Pick<Refresh, 'id' | 'asOf'>[]> {
    const rows = await this.#database.run(tables => {
      const latestFirst = tables
        .selectFrom('refresh')
        .select(['id', 'as_of'])
        .where('state', '=', 'published')
        .orderBy('as_of', 'desc')
        .orderBy('id', 'desc')
      return (until === undefined ? latestFirst : latestFirst.where('as_of', '<=', until)).execute()
    })
    return rows.map(row => ({ id: row.id, asOf: wholeNumber(row.as_of) }))
  }

  async unfinished(): Promise<readonly Refresh[]> {
    const rows = await this.#database.run(tables =>
      tables.selectFrom('refresh').selectAll().where('state', '=', 'running').orderBy('id').execute(),
    )
    return rows.map(refreshOf)
  }
}

function refreshOf(row: Row): Refresh {
  return {
    id: row.id,
    asOf: wholeNumber(row.as_of),
    definitionsVersion: row.definitions_version,
    ...(row.rules_version !== null && { rulesVersion: row.rules_version }),
    startedAt: wholeNumber(row.started_at),
    publishedAt: row.published_at === null ? undefined : wholeNumber(row.published_at),
    state: row.state,
    ...(row.reason !== null && { reason: row.reason }),
    batch: wholeNumber(row.batch),
    customers: wholeNumber(row.customers),
    layout: row.layout,
    results: row.results,
    cutoffs: row.cutoffs,
    ...(row.value !== null && { value: row.value }),
    ...(row.value_type !== null && { valueType: row.value_type }),
  }
}
