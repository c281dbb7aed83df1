import type { ProfileChanges, ProfileSpace, Profiles } from '../../ports/profiles.ts'
import { decodeOutboxRow, encodeOutboxRow, type OutboxEntry } from '../delivery/outbox-entry.ts'
import { readRecount, writeRecount } from '../delivery/recount.ts'
import { decodeTransitions, encodeTransitions } from '../delivery/transition-bytes.ts'
import { decodeRecord } from '../record/decode-record.ts'
import { pageKey, recordKey, timerKey } from '../record/record-key.ts'
import { findIdentities } from './find-identities.ts'
import { findRequests } from './find-requests.ts'

export type Change = ProfileChanges['changes'][number]

/** What there is of a person in the profile store, by kind, and what has to change for it to be gone. */
export interface FoundOfPerson {
  readonly counts: ReadonlyMap<string, number>
  readonly changes: readonly Change[]
}

export interface FindSetting {
  /** The key in the space `state` of those to be counted again. */
  readonly recount: Uint8Array
  /** What takes the place of her id where an entry has to stay. */
  pseudonymOf(id: string): string
}

/**
 * Goes through every space for what is said of some ids.
 *
 * Cost: the outbox, the kept moves, the identities and the answers by idempotency key are each gone through once.
 */
export async function findOfPerson(
  profiles: Profiles,
  ids: readonly string[],
  setting: FindSetting,
): Promise<FoundOfPerson> {
  const theirs = new Set(ids)
  const parts: readonly [string, readonly Change[]][] = [
    ...(await records(profiles, ids)),
    ['outbox', await outbox(profiles, theirs)],
    ['recent_moves', await moves(profiles, theirs)],
    ['identities', await findIdentities(profiles, theirs, setting.pseudonymOf)],
    ['requests', await findRequests(profiles, theirs, setting.pseudonymOf)],
    ['recounts', await recounts(profiles, theirs, setting.recount)],
  ]
  return {
    counts: new Map(parts.map(([what, changes]) => [what, changes.length])),
    changes: parts.flatMap(([, changes]) => changes),
  }
}

/** Heads, pages of older events, and timers. */
async function records(
  profiles: Profiles,
  ids: readonly string[],
): Promise<readonly [string, readonly Change[]][]> {
  const keys = ids.map(recordKey)
  const found = await profiles.read('records', keys)
  const [heads, pages, timers]: [Change[], Change[], Change[]] = [[], [], []]
  for (const [at, key] of keys.entries()) {
    const bytes = found[at]
    if (bytes !== undefined) {
      heads.push(gone('records', key))
      const { timer } = decodeRecord(bytes)
      if (timer !== undefined) timers.push(gone('timers', timerKey(timer, key)))
    }
    const range = { from: pageKey(key, 0), to: pageKey(key, 0xffffffff) }
    for await (const entry of profiles.range('pages', range)) pages.push(gone('pages', entry.key))
  }
  return [
    ['records', heads],
    ['pages', pages],
    ['timers', timers],
  ]
}

function gone(space: ProfileSpace, key: Uint8Array): Change {
  return { space, key, value: undefined }
}

/** Rows of what the warehouse has yet to be told. */
async function outbox(profiles: Profiles, theirs: ReadonlySet<string>): Promise<readonly Change[]> {
  const changes: Change[] = []
  for await (const { key, value } of profiles.range('outbox', {})) {
    const entries = decodeOutboxRow(value)
    const left = entries.filter(entry => !isOf(entry, theirs))
    if (left.length === entries.length) continue
    changes.push({ space: 'outbox', key, value: left.length === 0 ? undefined : encodeOutboxRow(left) })
  }
  return changes
}

function isOf(entry: OutboxEntry, theirs: ReadonlySet<string>): boolean {
  switch (entry.kind) {
    case 'event':
      return theirs.has(entry.event.customer)
    case 'customer':
      return theirs.has(entry.patch.id)
    case 'transition':
      return theirs.has(entry.transition.customer)
    default:
      return theirs.has(entry.merge.from) || theirs.has(entry.merge.into)
  }
}

/** A row has the number of its last move, whatever is left of it. */
async function moves(profiles: Profiles, theirs: ReadonlySet<string>): Promise<readonly Change[]> {
  const changes: Change[] = []
  for await (const { key, value } of profiles.range('transitions', {})) {
    const all = decodeTransitions(value)
    const left = all.filter(({ customer }) => !theirs.has(customer))
    if (left.length === all.length) continue
    changes.push({
      space: 'transitions',
      key,
      value: left.length === 0 ? undefined : encodeTransitions(left),
    })
  }
  return changes
}

async function recounts(
  profiles: Profiles,
  theirs: ReadonlySet<string>,
  key: Uint8Array,
): Promise<readonly Change[]> {
  const [bytes] = await profiles.read('state', [key])
  if (bytes === undefined) return []
  const { customers, cause } = readRecount(bytes)
  const left = customers.filter(id => !theirs.has(id))
  if (left.length === customers.length) return []
  const value = left.length === 0 ? undefined : writeRecount({ customers: left, cause })
  return [{ space: 'state', key, value }]
}
