import {
  type CurrentDefinitions,
  type FeatureValue,
  type Live,
  type LiveCustomer,
  type LiveExplanation,
  soundDefinitions,
} from '@kindred/engine'
import type { ShownBelonging, ShownCustomer } from '../answers/customer-answer.ts'

/** One customer as of now, with the reason of every membership. @throws EngineError `customer_unknown` */
export async function liveCustomer(
  live: Live,
  current: CurrentDefinitions,
  id: string,
): Promise<ShownCustomer> {
  const customer = await live.customer(id)
  const belongings = (await live.explain(id)).flatMap(each => belonging(each, customer))
  return {
    asOf: customer.asOf,
    live: true,
    record: customer.record,
    eventCount: customer.eventCount,
    features: featuresOf(customer, current),
    segments: belongings.filter(each => each.class === undefined),
    segmentations: belongings.filter(each => each.class !== undefined),
    failures: soundDefinitions(current.compiled).failed,
  }
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
