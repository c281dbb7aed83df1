import { type DeadLetter, type Hook, type HookStore, lettersWithout } from '@kindred/engine'
import type { CatalogDatabase } from './catalog-database.ts'
import { wholeNumber } from './catalog-schema.ts'

/** Web hooks, how far each has been told, and what could not be delivered. */
export class PostgresHooks implements HookStore {
  readonly #database: CatalogDatabase

  constructor(database: CatalogDatabase) {
    this.#database = database
  }

  async add({ delivered, ...record }: Hook): Promise<void> {
    const row = { id: record.id, record: JSON.stringify(record), delivered: delivered ?? null }
    await this.#database.change(tables => tables.insertInto('hook').values(row).execute())
  }

  async get(id: string): Promise<Hook | undefined> {
    const row = await this.#database.run(tables =>
      tables.selectFrom('hook').select(['record', 'delivered']).where('id', '=', id).executeTakeFirst(),
    )
    return row && hookOf(row)
  }

  async list(): Promise<readonly Hook[]> {
    const rows = await this.#database.run(tables =>
      tables.selectFrom('hook').select(['record', 'delivered']).orderBy('number').execute(),
    )
    return rows.map(hookOf)
  }

  async remove(id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#database.change(tables =>
      tables.deleteFrom('hook').where('id', '=', id).executeTakeFirst(),
    )
    return numDeletedRows > 0n
  }

  async advance(id: string, delivered: number): Promise<void> {
    await this.#database.change(tables =>
      tables.updateTable('hook').set({ delivered }).where('id', '=', id).execute(),
    )
  }

  async bury(letter: Omit<DeadLetter, 'id'>, delivered: number): Promise<void> {
    await this.#database.change(async tables => {
      const { numUpdatedRows } = await tables
        .updateTable('hook')
        .set({ delivered })
        .where('id', '=', letter.hook)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) return
      await tables
        .insertInto('dead_letter')
        .values({ hook: letter.hook, letter: JSON.stringify(letter) })
        .execute()
    })
  }

  async deadLetters(hook: string, limit: number): Promise<readonly DeadLetter[]> {
    const rows = await this.#database.run(tables =>
      tables
        .selectFrom('dead_letter')
        .select(['id', 'letter'])
        .where('hook', '=', hook)
        .orderBy('id')
        .limit(limit)
        .execute(),
    )
    return rows.map(({ id, letter }) => ({ ...letter, id }))
  }

  async countDeadLetters(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#database.run(tables =>
      tables
        .selectFrom('dead_letter')
        .select(({ fn }) => ['hook', fn.countAll<string | number>().as('count')])
        .groupBy('hook')
        .execute(),
    )
    return new Map(rows.map(({ hook, count }) => [hook, wholeNumber(count)]))
  }

  async forget(customers: readonly string[]): Promise<void> {
    await this.#database.change(async tables => {
      const rows = await tables.selectFrom('dead_letter').select(['id', 'letter']).execute()
      for (const { id, letter } of rows) {
        const [left] = lettersWithout(letter, customers)
        if (left === letter) continue
        if (left === undefined) await tables.deleteFrom('dead_letter').where('id', '=', id).execute()
        else
          await tables
            .updateTable('dead_letter')
            .set({ letter: JSON.stringify(left) })
            .where('id', '=', id)
            .execute()
      }
    })
  }

  async dropDeadLetter(hook: string, id: number): Promise<void> {
    await this.#database.change(tables =>
      tables.deleteFrom('dead_letter').where('hook', '=', hook).where('id', '=', id).execute(),
    )
  }
}

function hookOf({
  record,
  delivered,
}: {
  record: Omit<Hook, 'delivered'>
  delivered: string | number | bigint | null
}): Hook {
  return { ...record, delivered: delivered === null ? undefined : wholeNumber(delivered) }
}
