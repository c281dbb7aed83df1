import type { CustomerHistory, DatedValue, HistoriesQuery, WarehouseSchema } from '@kindred/engine'
import type { SubjectEvent } from '@kindred/language'
import { compareIds } from '../order/compare-ids.ts'
import type { StoredPatch } from './memory-customers.ts'
import type { MemoryData } from './memory-data.ts'

/** Customers in order of id, with what was said of each and the events asked for. */
export async function* histories(
  data: MemoryData,
  schema: WarehouseSchema,
  query: HistoriesQuery,
): AsyncGenerator<CustomerHistory> {
  const named = query.customers === undefined ? undefined : new Set(query.customers)
  const isAsked = (id: string) =>
    (named === undefined || named.has(id)) &&
    (query.after === undefined || compareIds(id, query.after) > 0) &&
    (query.sinceBatch === undefined || isTouched(data, id, query.sinceBatch))
  for (const id of [...data.ids()].sort(compareIds)) if (isAsked(id)) yield historyOf(data, schema, query, id)
}

/** Whether a batch after this one that is no delivery speaks of her. */
function isTouched(
  { customers, events, merges, deliveries }: MemoryData,
  id: string,
  since: number,
): boolean {
  const delivered = new Set([...deliveries.values()].map(({ batch }) => batch))
  const batches = [...customers.patches(id), ...events.stored(id)].map(({ batch }) => batch)
  return merges.touchedSince(since).has(id) || batches.some(batch => batch > since && !delivered.has(batch))
}

function historyOf(
  { customers, events }: MemoryData,
  schema: WarehouseSchema,
  query: HistoriesQuery,
  id: string,
): CustomerHistory {
  const patches = customers.patches(id)
  const pending = patches.filter(patch => patch.since > query.asOf)
  return {
    id,
    since: customers.knownSince(id) ?? 0,
    attributes: attributesOf(patches.filter(patch => patch.since <= query.asOf)),
    pending: pending.map(({ since, attributes }) => ({ since, attributes })),
    events: events.of(id, Number.POSITIVE_INFINITY).flatMap(event => asked(event, schema, query)),
  }
}

function attributesOf(patches: readonly StoredPatch[]): ReadonlyMap<string, DatedValue> {
  return new Map(
    patches.flatMap(({ since, attributes }) =>
      [...attributes].map(([name, value]) => [name, { since, value }] as const),
    ),
  )
}

function asked(event: SubjectEvent, schema: WarehouseSchema, { events }: HistoriesQuery): SubjectEvent[] {
  const wanted = events.get(event.event)
  if (wanted === undefined || event.at < (wanted.from ?? Number.NEGATIVE_INFINITY)) return []
  const declared = schema.events.get(event.event)
  const isWanted = (name: string) => wanted.properties.includes(name) && declared?.has(name) === true
  return [{ ...event, properties: new Map([...event.properties].filter(([name]) => isWanted(name))) }]
}
