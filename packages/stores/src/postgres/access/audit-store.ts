import { type AuditEntry, type AuditEvent, type AuditLog, type AuditQuery, chained } from '@kindred/engine'
import { type Selectable, sql, type Transaction } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { type CatalogTables, wholeNumber } from '../catalog-schema.ts'
import { storableText } from '../storable-text.ts'

type Row = Selectable<CatalogTables['audit_entry']>

/** The audit log. One writer at a time takes the next numbers, so that the chain has no gaps and no forks. */
export class PostgresAudit implements AuditLog {
  readonly #database: CatalogDatabase

  constructor(database: CatalogDatabase) {
    this.#database = database
  }

  async append(events: readonly AuditEvent[]): Promise<void> {
    if (events.length === 0) return
    await this.#database.change(async tables => {
      await sql`LOCK TABLE ${sql.table(`${this.#database.schema}.audit_entry`)} IN EXCLUSIVE MODE`.execute(
        tables,
      )
      const entries = chained(await lastOf(tables), events.map(storable))
      await tables.insertInto('audit_entry').values(entries.map(rowOf)).execute()
    })
  }

  async list({ who, what, target, from, to, before, limit }: AuditQuery): Promise<readonly AuditEntry[]> {
    const rows = await this.#database.run(tables => {
      let asked = tables.selectFrom('audit_entry').selectAll()
      if (who !== undefined)
        asked = asked.where(({ or, eb }) => or([eb('actor', '=', who), eb('actor_name', '=', who)]))
      if (what !== undefined) asked = asked.where('action', '=', what)
      if (target !== undefined) asked = asked.where(sql<boolean>`targets @> ARRAY[${target}]::text[]`)
      if (from !== undefined) asked = asked.where('at', '>=', from)
      if (to !== undefined) asked = asked.where('at', '<=', to)
      if (before !== undefined) asked = asked.where('number', '<', before)
      return asked.orderBy('number', 'desc').limit(limit).execute()
    })
    return rows.map(entryOf)
  }

  async after(number: number, limit: number): Promise<readonly AuditEntry[]> {
    const rows = await this.#database.run(tables =>
      tables
        .selectFrom('audit_entry')
        .selectAll()
        .where('number', '>', number)
        .orderBy('number')
        .limit(limit)
        .execute(),
    )
    return rows.map(entryOf)
  }
}

async function lastOf(tables: Transaction<CatalogTables>) {
  const row = await tables
    .selectFrom('audit_entry')
    .select(['number', 'hash'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { number: wholeNumber(row.number), hash: row.hash }
}

/** As it will be read again, since the hash is over that. */
function storable(event: AuditEvent): AuditEvent {
  const { actor, targets } = event
  return {
    ...event,
    actor: { ...actor, name: storableText(actor.name) },
    targets: targets.map(storableText),
  }
}

function rowOf({ actor, targets, code, ...entry }: AuditEntry) {
  return {
    ...entry,
    ...{ actor_kind: actor.kind, actor: actor.id, actor_name: actor.name },
    targets: [...targets],
    code: code ?? null,
  }
}

function entryOf(row: Row): AuditEntry {
  const { action, targets, outcome, count, hash } = row
  return {
    number: wholeNumber(row.number),
    at: wholeNumber(row.at),
    actor: { kind: row.actor_kind, id: row.actor, name: row.actor_name },
    ...{ action, targets, outcome, count, hash },
    code: row.code ?? undefined,
  }
}
