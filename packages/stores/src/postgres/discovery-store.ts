import {
  type Discovery,
  type DiscoveryStore,
  type DiscoverySummary,
  EngineError,
  summariseDiscovery,
  withoutTypical,
} from '@kindred/engine'
import type { CatalogDatabase } from './catalog-database.ts'
import { isAlreadyThere } from './is-already-there.ts'

/** Discoveries, round by round: what a list shows beside the record, so that a list stays light. */
export class PostgresDiscoveries implements DiscoveryStore {
  readonly #database: CatalogDatabase

  constructor(database: CatalogDatabase) {
    this.#database = database
  }

  async put(discovery: Discovery): Promise<void> {
    const { published, ...record } = discovery
    const { published: _, ...summary } = summariseDiscovery(discovery)
    const { id, round } = discovery
    const row = {
      ...{ id, round },
      summary: JSON.stringify(summary),
      record: JSON.stringify(record),
      published: JSON.stringify(published),
    }
    try {
      await this.#database.change(tables => tables.insertInto('discovery').values(row).execute())
    } catch (thrown) {
      if (isAlreadyThere(thrown)) throw new EngineError('discovery_exists', { id, round })
      throw thrown
    }
  }

  async get(id: string, round?: number): Promise<Discovery | undefined> {
    const row = await this.#database.run(tables => {
      const all = tables.selectFrom('discovery').select(['record', 'published']).where('id', '=', id)
      const asked = round === undefined ? all : all.where('round', '=', round)
      return asked.orderBy('round', 'desc').limit(1).executeTakeFirst()
    })
    return row && { ...row.record, published: row.published }
  }

  async list(limit: number): Promise<readonly DiscoverySummary[]> {
    const rows = await this.#database.run(tables =>
      tables
        .selectFrom('discovery as each')
        .select(['summary', 'published'])
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('discovery as later')
                .select('later.id')
                .whereRef('later.id', '=', 'each.id')
                .whereRef('later.round', '>', 'each.round'),
            ),
          ),
        )
        .orderBy('number', 'desc')
        .limit(limit)
        .execute(),
    )
    return rows.map(({ summary, published }) => ({ ...summary, published }))
  }

  async rounds(id: string): Promise<readonly DiscoverySummary[]> {
    const rows = await this.#database.run(tables =>
      tables
        .selectFrom('discovery')
        .select(['summary', 'published'])
        .where('id', '=', id)
        .orderBy('round', 'desc')
        .execute(),
    )
    return rows.map(({ summary, published }) => ({ ...summary, published }))
  }

  async forget(customers: readonly string[]): Promise<void> {
    const rows = await this.#database.run(tables =>
      tables.selectFrom('discovery').select(['id', 'round']).execute(),
    )
    for (const { id, round } of rows) await this.#forgetIn(id, round, customers)
  }

  async #forgetIn(id: string, round: number, customers: readonly string[]): Promise<void> {
    await this.#database.change(async tables => {
      const row = await tables
        .selectFrom('discovery')
        .select('record')
        .where('id', '=', id)
        .where('round', '=', round)
        .forUpdate()
        .executeTakeFirst()
      if (row === undefined) return
      const left = withoutTypical(row.record, customers)
      if (left === row.record) return
      await tables
        .updateTable('discovery')
        .set({ record: JSON.stringify(left) })
        .where('id', '=', id)
        .where('round', '=', round)
        .execute()
    })
  }

  async notePublication(
    id: string,
    round: number,
    publication: Discovery['published'][number],
  ): Promise<boolean> {
    return this.#database.change(async tables => {
      const found = await tables
        .selectFrom('discovery')
        .select('published')
        .where('id', '=', id)
        .where('round', '=', round)
        .forUpdate()
        .executeTakeFirst()
      if (found === undefined) return false
      await tables
        .updateTable('discovery')
        .set({ published: JSON.stringify([...found.published, publication]) })
        .where('id', '=', id)
        .where('round', '=', round)
        .execute()
      return true
    })
  }
}
