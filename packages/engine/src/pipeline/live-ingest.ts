import { createHash } from 'node:crypto'
import { EngineError } from '../errors.ts'
import type { Profiles } from '../ports/profiles.ts'
import { type CheckedItem, checkItem } from '../profiles/ingest/check-item.ts'
import { applyEvent } from '../profiles/moves/apply-event.ts'
import { applyPatch } from '../profiles/moves/apply-patch.ts'
import { recordKey } from '../profiles/record/record-key.ts'
import type { CustomerPatch, EventRecord } from '../records/customer-record.ts'
import type { IngestItem, IngestOutcome } from '../records/live.ts'
import { canonicalIds } from './live-identities.ts'
import type { LiveWork } from './live-loop.ts'
import { findRequest, noteRequest } from './live-requests.ts'
import type { LiveTurn } from './live-turn.ts'

const nothingDefined = { attributes: {}, events: {}, settings: { timezone: 'UTC' } }

export interface IngestRequest {
  readonly items: readonly IngestItem[]
  /** Idempotency key. */
  readonly key: string | undefined
}

/** One request as a piece of work: checks every item, takes in those that hold, and notes the answer under its key. */
export function ingestWork(
  { items, key }: IngestRequest,
  { profiles, newId }: { readonly profiles: Profiles; newId(): string },
): LiveWork<readonly IngestOutcome[]> {
  const digest = key === undefined ? undefined : digestOf(items)
  return {
    items: items.length,
    customers: items.map(({ customer }) => customer).filter(id => typeof id === 'string'),
    async run(turn) {
      if (key !== undefined) {
        const known = await findRequest(turn, profiles, key)
        if (known !== undefined && known.digest !== digest)
          throw new EngineError('idempotency_key_reused', {})
        if (known !== undefined) return known.outcomes
      }
      const outcomes = await takeIn(turn, profiles, items, newId)
      if (key !== undefined && digest !== undefined) noteRequest(turn, key, { digest, outcomes })
      return outcomes
    },
  }
}

function digestOf(items: readonly IngestItem[]): string {
  return createHash('sha256').update(JSON.stringify(items)).digest('hex')
}

async function takeIn(
  turn: LiveTurn,
  profiles: Profiles,
  items: readonly IngestItem[],
  newId: () => string,
): Promise<readonly IngestOutcome[]> {
  const definitions = turn.inForce.current?.definitions ?? nothingDefined
  const checked = items.map(item => checkItem(item, { definitions, now: turn.now, newId }))
  const canonical = await canonicalIds(profiles, await perhapsMerged(turn, checked.flatMap(customerOf)))
  const outcomes: IngestOutcome[] = []
  for (const item of checked) outcomes.push(await takeInOne(turn, item, id => canonical.get(id) ?? id))
  return outcomes
}

function customerOf(item: CheckedItem): readonly string[] {
  if (item.kind === 'refused') return []
  return [item.kind === 'event' ? item.event.customer : item.patch.id]
}

/** Those without a record that answers: they may have been merged into others. */
async function perhapsMerged(turn: LiveTurn, ids: readonly string[]): Promise<readonly string[]> {
  await turn.load(ids.map(recordKey))
  const found: string[] = []
  for (const id of ids) {
    const stored = await turn.stored(recordKey(id))
    if (stored === undefined || stored.mergedInto !== undefined) found.push(id)
  }
  return found
}

async function takeInOne(
  turn: LiveTurn,
  item: CheckedItem,
  canonical: (id: string) => string,
): Promise<IngestOutcome> {
  if (item.kind === 'refused') {
    turn.count('refused', 1)
    return { outcome: 'refused', ...item.refusal }
  }
  if (item.kind === 'event')
    return takeInEvent(turn, { ...item.event, customer: canonical(item.event.customer) })
  return takeInPatch(turn, { ...item.patch, id: canonical(item.patch.id) }, item.patch.id)
}

async function takeInEvent(turn: LiveTurn, event: EventRecord): Promise<IngestOutcome> {
  // Of who is not filled yet the warehouse knows what is doubled; her record will be made with this event.
  if (await turn.isUsable(event.customer)) {
    const { isDuplicate } = await turn.change(event.customer, customer =>
      applyEvent(customer, event, turn.inForce, turn.now),
    )
    if (isDuplicate) {
      turn.count('duplicates', 1)
      return { outcome: 'duplicate', id: event.id }
    }
  }
  turn.deliver({ kind: 'event', acceptedAt: turn.now, event })
  turn.count('events', 1)
  return { outcome: 'accepted', id: event.id }
}

async function takeInPatch(turn: LiveTurn, patch: CustomerPatch, given: string): Promise<IngestOutcome> {
  if (await turn.isUsable(patch.id)) {
    await turn.change(patch.id, customer => applyPatch(customer, patch, turn.inForce, turn.now))
  }
  turn.deliver({ kind: 'customer', acceptedAt: turn.now, patch })
  turn.count('customers', 1)
  return { outcome: 'accepted', id: given }
}
