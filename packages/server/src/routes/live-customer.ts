import {
  type CurrentDefinitions,
  type CustomerRecord,
  type EnginePorts,
  type FeatureValue,
  type Live,
  type LiveCustomer,
  type LiveExplanation,
  membershipSince,
  recordedMoves,
  soundDefinitions,
  type Transition,
  type Warehouse,
} from '@kindred/engine'
import type { ShownBelonging, ShownCustomer } from '../answers/customer-answer.ts'

/** One customer as of now, with the reason of every membership. @throws EngineError `customer_unknown` */
export async function liveCustomer(
  live: Live,
  ports: Pick<EnginePorts, 'catalog' | 'warehouse'>,
  current: CurrentDefinitions,
  id: string,
): Promise<ShownCustomer> {
  const customer = await live.customer(id)
  const [events, moves, explanations] = await Promise.all([
    allEvents(customer, ports.warehouse),
    // While the warehouse does not answer, she is shown without what it alone knows.
    recordedMoves(ports, customer.record.id, customer.asOf).catch(() => []),
    live.explain(id),
  ])
  const belongings = explanations.flatMap(each => belonging(each, customer, moves))
  return {
    asOf: customer.asOf,
    live: true,
    record: { ...customer.record, events },
    eventCount: events.length,
    features: featuresOf(customer, current),
    segments: belongings.filter(each => each.class === undefined),
    segmentations: belongings.filter(each => each.class !== undefined),
    failures: soundDefinitions(current.compiled).failed,
  }
}

/**
 * Live keeps those events, and of them those properties, that some definition reads; the warehouse has them whole, but for
 * what is on its way there. While it does not answer, those that are kept are better than nothing.
 */
async function allEvents(
  { record, asOf }: LiveCustomer,
  warehouse: Pick<Warehouse, 'customer'>,
): Promise<CustomerRecord['events']> {
  const stored = (await warehouse.customer(record.id, asOf).catch(() => undefined))?.events ?? []
  const known = new Set(stored.map(({ id }) => id))
  const events = [...stored, ...record.events.filter(({ id }) => !known.has(id))]
  return events.sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
}

function featuresOf({ features }: LiveCustomer, { definitions, compiled }: CurrentDefinitions) {
  return Object.keys(definitions.features).flatMap((name): FeatureValue[] => {
    const is = compiled.features.get(name)?.is
    return is === undefined ? [] : [{ name, is, value: features.get(name) }]
  })
}

function belonging(
  each: LiveExplanation,
  customer: LiveCustomer,
  moves: readonly Transition[],
): ShownBelonging[] {
  if (each.kind === 'segment' && !each.explanation.holds) return []
  const name = each.kind === 'segmentation' ? each.explanation.class : undefined
  const since = heldSince(each, name, customer) ?? membershipSince(moves, each.kind, each.id, name ?? 'in')
  return [
    {
      id: each.id,
      ...(name === undefined ? {} : { class: name }),
      ...(since === undefined ? {} : { since }),
      inWords: each.explanation.inWords,
    },
  ]
}

/** As live saw her move; nothing where she has stood there since before it looked: refreshes may have seen it. */
function heldSince(
  { kind, id }: LiveExplanation,
  name: string | undefined,
  { memberships }: LiveCustomer,
): ShownBelonging['since'] {
  const held = memberships.find(each => each.kind === kind && each.id === id && each.class === name)
  if (held?.since === undefined || held.cause === undefined) return undefined
  return { at: held.since, cause: held.cause, ...(held.event === undefined ? {} : { event: held.event }) }
}
