import {
  type CurrentDefinitions,
  type CustomerRecord,
  type FeatureValue,
  type Live,
  type LiveCustomer,
  type LiveExplanation,
  soundDefinitions,
  type Warehouse,
} from '@kindred/engine'
import type { ShownBelonging, ShownCustomer } from '../answers/customer-answer.ts'

/** One customer as of now, with the reason of every membership. @throws EngineError `customer_unknown` */
export async function liveCustomer(
  live: Live,
  warehouse: Pick<Warehouse, 'customer'>,
  current: CurrentDefinitions,
  id: string,
): Promise<ShownCustomer> {
  const customer = await live.customer(id)
  const events = await allEvents(customer, warehouse)
  const belongings = (await live.explain(id)).flatMap(each => belonging(each, customer))
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

function belonging(each: LiveExplanation, { memberships }: LiveCustomer): ShownBelonging[] {
  if (each.kind === 'segment' && !each.explanation.holds) return []
  const name = each.kind === 'segmentation' ? each.explanation.class : undefined
  const held = memberships.find(
    ({ kind, id, class: heldClass }) => kind === each.kind && id === each.id && heldClass === name,
  )
  return [
    {
      id: each.id,
      ...(name === undefined ? {} : { class: name }),
      ...(held?.since === undefined || held.cause === undefined
        ? {}
        : {
            since: {
              at: held.since,
              cause: held.cause,
              ...(held.event === undefined ? {} : { event: held.event }),
            },
          }),
      inWords: each.explanation.inWords,
    },
  ]
}
