import { createHash } from 'node:crypto'
import type { AuditEntry, AuditEvent } from '../records/audit-entry.ts'

/** What the first entry is chained to. */
export const CHAIN_BEGINNING = ''

/**
 * The hash of an entry: SHA-256 over the hash before it, its number and everything in it. Who changes, drops or moves an
 * entry must make every later one anew, and the newest hash, noted elsewhere, tells.
 */
export function chainHash(previous: string, number: number, event: AuditEvent): string {
  const { at, actor, action, targets, outcome, code, count } = event
  const whole = [
    previous,
    number,
    at,
    actor.kind,
    actor.id,
    actor.name,
    action,
    targets,
    outcome,
    code ?? null,
    count,
  ]
  return createHash('sha256').update(JSON.stringify(whole)).digest('hex')
}

/** The events in their places after the last entry there is. */
export function chained(
  last: Pick<AuditEntry, 'number' | 'hash'> | undefined,
  events: readonly AuditEvent[],
): AuditEntry[] {
  let { number, hash } = last ?? { number: 0, hash: CHAIN_BEGINNING }
  return events.map(event => {
    number += 1
    hash = chainHash(hash, number, event)
    return { ...event, number, hash }
  })
}

/** The number of the first entry that is not as it was written, or follows a gap; undefined where all are sound. */
export function brokenAt(
  last: Pick<AuditEntry, 'number' | 'hash'> | undefined,
  entries: readonly AuditEntry[],
): number | undefined {
  let previous = last ?? { number: 0, hash: CHAIN_BEGINNING }
  for (const entry of entries) {
    const isNext = entry.number === previous.number + 1
    if (!isNext || entry.hash !== chainHash(previous.hash, entry.number, entry)) return entry.number
    previous = entry
  }
  return undefined
}
