import type { Definitions } from '../records/definitions.ts'

/** A shop with a telephone: definitions of the kinds that live has to keep by the minute. */
export const liveDefinitions: Definitions = {
  settings: { workspace: 'shop', timezone: 'Europe/Prague', currency: 'EUR', weekStart: 1 },
  attributes: {
    country: { type: 'text' },
    birth_date: { type: 'date' },
    consent: { type: 'boolean' },
  },
  events: {
    purchase: { properties: { amount: { type: 'money' }, category: { type: 'text' } } },
    visit: { properties: {} },
    call: { properties: { topic: { type: 'text' } } },
    newsletter: { properties: {} },
  },
  features: { spend_90d: { is: 'sum(purchase.amount, 90d)' } },
  segments: {
    calling: { when: 'did(call, 30m)' },
    buyers: { when: 'did(purchase, 90d)' },
    big: { when: 'spend_90d >= 1000' },
    czech: { when: 'country = "CZ"' },
    visited_today: { when: 'did(visit, today)' },
    bought_after_visit: { when: 'did(visit then purchase within 1h, 7d)' },
    gave_up: { when: 'did(visit then no purchase within 1h, 7d)' },
  },
  segmentations: {
    lifecycle: {
      first_match: [
        { class: 'active', when: 'did(purchase, 30d)' },
        { class: 'lapsing', when: 'did(purchase, 90d)' },
      ],
      otherwise: 'lapsed',
    },
  },
  lists: {},
  places: {},
  models: {},
  champions: {},
  channels: {},
  offers: {},
}

/** The same with some segments defined otherwise, or more of them. */
export function withLiveSegments(segments: Definitions['segments']): Definitions {
  return { ...liveDefinitions, segments: { ...liveDefinitions.segments, ...segments } }
}
