import type { Proposal, ProposalStore } from '@kindred/engine'
import type { CatalogDatabase } from './catalog-database.ts'

/** Changes of definitions that were proposed, and what became of them. */
export class PostgresProposals implements ProposalStore {
  readonly #database: CatalogDatabase

  constructor(database: CatalogDatabase) {
    this.#database = database
  }

  async add(proposal: Proposal): Promise<void> {
    const row = { id: proposal.id, state: proposal.state, record: JSON.stringify(proposal) }
    await this.#database.change(tables => tables.insertInto('proposal').values(row).execute())
  }

  async get(id: string): Promise<Proposal | undefined> {
    const row = await this.#database.run(tables =>
      tables.selectFrom('proposal').select('record').where('id', '=', id).executeTakeFirst(),
    )
    return row?.record
  }

  async list({ state, limit }: Parameters<ProposalStore['list']>[0]): Promise<readonly Proposal[]> {
    const rows = await this.#database.run(tables => {
      const newest = tables.selectFrom('proposal').select('record').orderBy('number', 'desc').limit(limit)
      return (state === undefined ? newest : newest.where('state', '=', state)).execute()
    })
    return rows.map(({ record }) => record)
  }

  async close(...[id, state, closed]: Parameters<ProposalStore['close']>): Promise<boolean> {
    return this.#database.change(async tables => {
      const row = await tables
        .selectFrom('proposal')
        .select('record')
        .where('id', '=', id)
        .where('state', '=', 'open')
        .forUpdate()
        .executeTakeFirst()
      if (row === undefined) return false
      const record = JSON.stringify({ ...row.record, state, closed })
      await tables.updateTable('proposal').set({ state, record }).where('id', '=', id).execute()
      return true
    })
  }
}
