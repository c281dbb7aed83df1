import type { CustomerPatch, HeldRows, JoinedIds } from '@kindred/engine'
import type { MemoryData } from './memory-data.ts'
import type { MemoryLiveTransitions } from './memory-live-transitions.ts'
import type { MemoryMemberships } from './memory-memberships.ts'
import type { MemoryTransitions } from './memory-transitions.ts'

/** Everything that holds something of single persons. */
export interface PersonsStores {
  readonly data: MemoryData
  readonly memberships: MemoryMemberships
  readonly transitions: MemoryTransitions
  readonly liveTransitions: MemoryLiveTransitions
}

/** Merges that hold and concern one of these. */
export function joined({ merges }: MemoryData, customers: readonly string[]): readonly JoinedIds[] {
  return [...merges.active()]
    .filter(({ from, into }) => customers.includes(from) || customers.includes(into))
    .map(({ from, into }) => ({ from, into }))
}

/** What was said of them, in order of instant, without what merges copied. */
export function patches({ customers, merges }: MemoryData, ids: readonly string[]): readonly CustomerPatch[] {
  const copied = new Set([...merges.all()].map(({ batch }) => batch))
  return ids
    .flatMap(id => customers.patches(id))
    .filter(({ batch }) => !copied.has(batch))
    .sort((a, b) => a.since - b.since || a.batch - b.batch)
    .map(({ batch: _, ...patch }) => patch)
}

/** How many rows there are of them, by kind. */
export function held(
  { data, memberships, transitions, liveTransitions }: PersonsStores,
  ids: readonly string[],
): HeldRows {
  const [theirs, sum] = [
    new Set(ids),
    (count: (id: string) => number) => ids.reduce((all, id) => all + count(id), 0),
  ]
  const rows = new Map([
    ['events', sum(id => data.events.stored(id).length)],
    ['changes', sum(id => data.customers.patches(id).length)],
    ['present', sum(id => (data.customers.has(id) ? 1 : 0))],
    ['memberships', sum(id => memberships.countOf(id))],
    ['transitions', transitions.countOf(theirs)],
    ['live_transitions', liveTransitions.countOf(theirs)],
    [
      'merges',
      [...data.merges.all()].filter(({ from, into }) => theirs.has(from) || theirs.has(into)).length,
    ],
    [
      'deliveries',
      [...data.deliveries.values()].filter(({ duplicateEvents }) =>
        duplicateEvents.some(({ customer }) => theirs.has(customer)),
      ).length,
    ],
  ])
  return { rows, unreached: [] }
}

/** Removes all of it. */
export function erase(
  { data, memberships, transitions, liveTransitions }: PersonsStores,
  ids: readonly string[],
): void {
  const theirs = new Set(ids)
  for (const id of ids) {
    data.events.forget(id)
    data.customers.forget(id)
    memberships.forget(id)
  }
  transitions.forget(theirs)
  liveTransitions.forget(theirs)
  data.merges.forget(theirs)
  for (const [stretch, delivered] of data.deliveries) {
    const duplicateEvents = delivered.duplicateEvents.filter(({ customer }) => !theirs.has(customer))
    data.deliveries.set(stretch, { ...delivered, duplicateEvents })
  }
}
