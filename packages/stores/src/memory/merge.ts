import type { CustomerMerge } from '@kindred/engine'
import type { Value } from '@kindred/language'
import { storableMerge } from '../append/storable-merge.ts'
import { WarehouseError } from '../errors/warehouse-errors.ts'
import type { MemoryData } from './memory-data.ts'
import type { StoredMerge } from './memory-merges.ts'

/** Makes two customers one: what is known of the first is said of the second too, and the first is nobody. */
export function merge(data: MemoryData, given: CustomerMerge): void {
  const asked = storableMerge(given)
  if (data.merges.get(asked.id) !== undefined) return
  refuse(asked, data.merges.stepOf(asked.from), data.merges.stepOf(asked.into))
  data.batch += 1
  const found = new Set([...copyEvents(data, asked), ...copyPatches(data, asked)])
  const standsOn = [...data.merges.active()].map(({ batch }) => batch).filter(batch => found.has(batch))
  data.merges.set({ ...asked, batch: data.batch, standsOn: new Set(standsOn) })
}

function refuse({ id }: CustomerMerge, from: StoredMerge | undefined, into: StoredMerge | undefined): void {
  if (from !== undefined) {
    throw new WarehouseError('merge_impossible', {
      id,
      reason: `its first customer went with merge ${from.id}`,
    })
  }
  if (into !== undefined) {
    throw new WarehouseError('merge_impossible', {
      id,
      reason: `its second customer went with merge ${into.id}`,
    })
  }
}

/** @returns Batches of what was moved, and of what was there already and kept it from being moved. */
function copyEvents({ events, batch }: MemoryData, { from, into }: CustomerMerge): readonly number[] {
  const there = new Map(events.stored(into).map(stored => [stored.event.id, stored.batch]))
  const found: number[] = []
  for (const { event, batch: source } of events.stored(from)) {
    const already = there.get(event.id)
    found.push(already ?? source)
    if (already === undefined) events.add({ ...event, customer: into }, batch)
  }
  return found
}

/** One patch an instant; where both say something of an attribute at the same instant, the second is right. */
function copyPatches({ customers, batch }: MemoryData, { from, into }: CustomerMerge): readonly number[] {
  const [moved, there] = [customers.patches(from), customers.patches(into)]
  const found: number[] = []
  for (const [since, patches] of Map.groupBy(moved, patch => patch.since)) {
    const said = new Map<string, Value | undefined>(patches.flatMap(patch => [...patch.attributes]))
    for (const patch of there.filter(one => one.since === since)) {
      if ([...patch.attributes.keys()].some(name => said.has(name))) found.push(patch.batch)
    }
    for (const name of customers.saidAt(into, since)?.keys() ?? []) said.delete(name)
    found.push(...patches.map(patch => patch.batch))
    customers.add({ id: into, since, attributes: said }, batch)
  }
  return found
}

/** Makes them two again. What came for the second since stays with it, and makes it known from its first event on. */
export function unmerge(data: MemoryData, { id }: { readonly id: string }): void {
  const merged = data.merges.get(id)
  if (merged === undefined) throw new WarehouseError('merge_unknown', { id })
  if (merged.undoneIn !== undefined) return
  const later = [...data.merges.active()].find(({ standsOn }) => standsOn.has(merged.batch))
  if (later !== undefined) throw new WarehouseError('merge_built_upon', { id, later: later.id })
  data.batch += 1
  data.merges.set({ ...merged, undoneIn: data.batch })
  const { into, batch } = merged
  data.events.remove(into, batch)
  data.customers.remove(into, batch)
  const first = data.events.stored(into)[0]?.event.at ?? Number.POSITIVE_INFINITY
  if (first < (data.customers.knownSince(into) ?? Number.POSITIVE_INFINITY)) {
    data.customers.add({ id: into, since: first, attributes: new Map() }, data.batch)
  }
}
