import { createHash } from 'node:crypto'
import { EngineError } from '../errors.ts'
import type { Profiles } from '../ports/profiles.ts'
import { type CheckedItem, checkItem } from '../profiles/ingest/check-item.ts'
import { refusal } from '../profiles/ingest/ingest-problems.ts'
import { applyEvents } from '../profiles/moves/apply-events.ts'
import { applyPatch } from '../profiles/moves/apply-patch.ts'
import { recordKey } from '../profiles/record/record-key.ts'
import type { EventRecord } from '../records/customer-record.ts'
import type { IngestItem, IngestOutcome } from '../records/live.ts'
import type { LiveErased } from './live-erased.ts'
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

export interface IngestPorts {
  readonly profiles: Profiles
  readonly erased: LiveErased
  newId(): string
}

/** One request as a piece of work: checks every item, takes in those that hold, and notes the answer under its key. */
export function ingestWork(
  { items, key }: IngestRequest,
  { profiles, newId, erased }: IngestPorts,
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
      const outcomes = await takeIn(turn, { profiles, erased, newId }, items)
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
  { profiles, erased, newId }: IngestPorts,
  items: readonly IngestItem[],
): Promise<readonly IngestOutcome[]> {
  const definitions = turn.inForce.current?.definitions ?? nothingDefined
  const checked = items.map(item => checkItem(item, { definitions, now: turn.now, newId }))
  const recordless = await perhapsMerged(turn, checked.flatMap(customerOf))
  const [canonical, gone] = await Promise.all([canonicalIds(profiles, recordless), erased.among(recordless)])
  const named = withoutErased(checked, gone).map(item => canonicalItem(item, id => canonical.get(id) ?? id))
  const outcomes: IngestOutcome[] = []
  for (const run of runsOf(named)) {
    for (const { at, outcome } of await takeInRun(turn, run)) outcomes[at] = outcome
  }
  deliver(turn, named, outcomes)
  return outcomes.map((outcome, at) => underGivenId(outcome, checked[at]))
}

/** What is sent of somebody who was erased. */
const ERASED: CheckedItem = { kind: 'refused', refusal: refusal('customer_erased', {}) }

function withoutErased(items: readonly CheckedItem[], gone: ReadonlySet<string>): readonly CheckedItem[] {
  if (gone.size === 0) return items
  return items.map(item => (customerOf(item).some(id => gone.has(id)) ? ERASED : item))
}

function canonicalItem(item: CheckedItem, canonical: (id: string) => string): CheckedItem {
  if (item.kind === 'event')
    return { kind: 'event', event: { ...item.event, customer: canonical(item.event.customer) } }
  if (item.kind === 'customer')
    return { kind: 'customer', patch: { ...item.patch, id: canonical(item.patch.id) } }
  return item
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

/** Events of one customer with nothing else of hers between, or one other item; each with its place in the request. */
interface ItemRun {
  readonly item: Exclude<CheckedItem, { kind: 'event' }> | undefined
  readonly events: EventRecord[]
  readonly places: number[]
}

function runsOf(items: readonly CheckedItem[]): readonly ItemRun[] {
  const runs: ItemRun[] = []
  const open = new Map<string, ItemRun>()
  for (const [at, item] of items.entries()) {
    if (item.kind !== 'event') {
      runs.push({ item, events: [], places: [at] })
      if (item.kind === 'customer') open.delete(item.patch.id)
      continue
    }
    const { customer } = item.event
    const run = open.get(customer)
    if (run === undefined) {
      const begun: ItemRun = { item: undefined, events: [item.event], places: [at] }
      open.set(customer, begun)
      runs.push(begun)
    } else {
      run.events.push(item.event)
      run.places.push(at)
    }
  }
  return runs
}

async function takeInRun(
  turn: LiveTurn,
  { item, events, places }: ItemRun,
): Promise<readonly { readonly at: number; readonly outcome: IngestOutcome }[]> {
  const outcomes = item === undefined ? await takeInEvents(turn, events) : [await takeInOther(turn, item)]
  return outcomes.map((outcome, index) => ({ at: places[index] ?? 0, outcome }))
}

async function takeInEvents(
  turn: LiveTurn,
  events: readonly EventRecord[],
): Promise<readonly IngestOutcome[]> {
  const customer = events[0]?.customer ?? ''
  // Of who is not filled yet the warehouse knows what is doubled; her record will be made with these events.
  const { areDuplicates } = (await turn.isUsable(customer))
    ? await turn.change(customer, known => applyEvents(known, events, turn.inForce, turn.now))
    : { areDuplicates: [] }
  return events.map(({ id }, at) =>
    areDuplicates[at] === true ? { outcome: 'duplicate', id } : { outcome: 'accepted', id },
  )
}

async function takeInOther(turn: LiveTurn, item: NonNullable<ItemRun['item']>): Promise<IngestOutcome> {
  if (item.kind === 'refused') return { outcome: 'refused', ...item.refusal }
  const { patch } = item
  if (await turn.isUsable(patch.id))
    await turn.change(patch.id, customer => applyPatch(customer, patch, turn.inForce, turn.now))
  return { outcome: 'accepted', id: patch.id }
}

/** Tells the warehouse what was accepted, in the order it came, and counts it. */
function deliver(turn: LiveTurn, items: readonly CheckedItem[], outcomes: readonly IngestOutcome[]): void {
  for (const [at, item] of items.entries()) {
    const outcome = outcomes[at]?.outcome
    if (outcome === 'refused') turn.count('refused', 1)
    else if (outcome === 'duplicate') turn.count('duplicates', 1)
    else if (item.kind === 'event') {
      turn.count('events', 1)
      turn.deliver({ kind: 'event', acceptedAt: turn.now, event: item.event })
    } else if (item.kind === 'customer') {
      turn.count('customers', 1)
      turn.deliver({ kind: 'customer', acceptedAt: turn.now, patch: item.patch })
    }
  }
}

/** A customer is answered by the id she was named with. */
function underGivenId(outcome: IngestOutcome, item: CheckedItem | undefined): IngestOutcome {
  return item?.kind === 'customer' && outcome.outcome === 'accepted'
    ? { ...outcome, id: item.patch.id }
    : outcome
}
