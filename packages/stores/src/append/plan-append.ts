import type { AppendResult, CustomerPatch, EventRecord } from '@kindred/engine'
import { sameValue, type Value } from '@kindred/language'
import type { Batch } from './storable-batch.ts'

/** What a store knows of the customers and events of a batch, before it. */
export interface KnownBefore {
  hasEvent(customer: string, id: string): boolean
  /** The earliest instant she is known from; `undefined` while she is not known. */
  knownSince(customer: string): number | undefined
  /** What was set from exactly this instant on, in the order it came; `undefined` where nothing was said. */
  saidAt(customer: string, since: number): ReadonlyMap<string, Value | undefined> | undefined
}

export interface AppendPlan extends Batch {
  readonly result: AppendResult
}

/**
 * What a batch adds to what is known. An event counts once by its customer and id; saying again what was said of a
 * customer adds nothing; and whoever has an event is known from her first one on.
 *
 * @param batch - As `storableBatch` gives it.
 *
 * @example planAppend(batch, before).events // those not there yet, each once
 */
export function planAppend(batch: Batch, before: KnownBefore): AppendPlan {
  const events = freshEvents(batch.events, before)
  const said = mergedPatches(batch.customers).flatMap(patch => news(patch, before))
  const customers = [...said, ...firstSeen(events, said, before)]
  const unknown = new Set(customers.map(patch => patch.id).filter(id => before.knownSince(id) === undefined))
  const duplicates = batch.events.length - events.length
  return { customers, events, result: { events: events.length, duplicates, newCustomers: unknown.size } }
}

function freshEvents(events: readonly EventRecord[], before: KnownBefore): EventRecord[] {
  const fresh = new Map<string, EventRecord>()
  for (const event of events) {
    // Neither part can hold what divides them in JSON, so that no two pairs have one key.
    const key = JSON.stringify([event.customer, event.id])
    if (!fresh.has(key) && !before.hasEvent(event.customer, event.id)) fresh.set(key, event)
  }
  return [...fresh.values()]
}

/** One patch a customer and instant: two of the same batch could not be told apart afterwards. The later one wins. */
function mergedPatches(patches: readonly CustomerPatch[]): CustomerPatch[] {
  const merged = new Map<string, CustomerPatch>()
  for (const patch of patches) {
    const key = JSON.stringify([patch.id, patch.since])
    const earlier = merged.get(key)?.attributes ?? []
    merged.set(key, { ...patch, attributes: new Map([...earlier, ...patch.attributes]) })
  }
  return [...merged.values()]
}

/** The part of a patch that was not said before; nothing when all of it was. */
function news(patch: CustomerPatch, before: KnownBefore): CustomerPatch[] {
  const said = before.saidAt(patch.id, patch.since)
  if (said === undefined) return [patch]
  const attributes = [...patch.attributes].filter(
    ([name, value]) => !said.has(name) || differs(said.get(name), value),
  )
  return attributes.length === 0 ? [] : [{ ...patch, attributes: new Map(attributes) }]
}

function differs(a: Value | undefined, b: Value | undefined): boolean {
  return a === undefined || b === undefined ? a !== b : !sameValue(a, b)
}

/** An empty patch for whoever has an event before she was known. */
function firstSeen(
  events: readonly EventRecord[],
  said: readonly CustomerPatch[],
  before: KnownBefore,
): CustomerPatch[] {
  const firstEvents = earliest(events.map(event => [event.customer, event.at]))
  const firstSaid = earliest(said.map(patch => [patch.id, patch.since]))
  return [...firstEvents].flatMap(([id, at]) => {
    const since = Math.min(before.knownSince(id) ?? Infinity, firstSaid.get(id) ?? Infinity)
    return since <= at ? [] : [{ id, since: at, attributes: new Map() }]
  })
}

function earliest(instants: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>()
  for (const [id, at] of instants) first.set(id, Math.min(at, first.get(id) ?? at))
  return first
}
