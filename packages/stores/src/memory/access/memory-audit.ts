import { type AuditEntry, type AuditEvent, type AuditLog, type AuditQuery, chained } from '@kindred/engine'

/** The audit log in memory. */
export class MemoryAudit implements AuditLog {
  readonly #entries: AuditEntry[] = []

  async append(events: readonly AuditEvent[]): Promise<void> {
    this.#entries.push(...chained(this.#entries.at(-1), events))
  }

  async list(query: AuditQuery): Promise<readonly AuditEntry[]> {
    return this.#entries
      .filter(entry => isAskedFor(entry, query))
      .reverse()
      .slice(0, query.limit)
  }

  async after(number: number, limit: number): Promise<readonly AuditEntry[]> {
    return this.#entries.slice(number, number + limit)
  }
}

function isAskedFor(
  { number, at, actor, action, targets }: AuditEntry,
  { who, what, target, from, to, before }: AuditQuery,
): boolean {
  return (
    (who === undefined || actor.id === who || actor.name === who) &&
    (what === undefined || action === what) &&
    (target === undefined || targets.includes(target)) &&
    (from === undefined || at >= from) &&
    (to === undefined || at <= to) &&
    (before === undefined || number < before)
  )
}
