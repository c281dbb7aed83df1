import type { Definitions } from '../records/definitions.ts'

/** A small shop: every way of dividing customers, one thing standing on another. */
export const shopDefinitions: Definitions = {
  settings: { workspace: 'shop', timezone: 'Europe/Prague', currency: 'EUR', weekStart: 1 },
  attributes: { country: { type: 'text' } },
  events: {
    purchase: { properties: { amount: { type: 'money' }, category: { type: 'text' } } },
    visit: { properties: {} },
  },
  features: { spend: { is: 'sum(purchase.amount)' }, spend_30d: { is: 'sum(purchase.amount, 30d)' } },
  segments: {
    buyers: { when: 'did(purchase, 30d)', name: 'Buyers', owner: 'sales' },
    big: { when: 'spend >= 1000', purpose: 'keep' },
    big_buyers: { when: 'in(big) and in(buyers)' },
    czech: { when: 'country = "CZ"' },
    best_czech: { when: 'tier = "top" and in(czech)' },
  },
  segmentations: {
    lifecycle: {
      first_match: [
        { class: 'active', when: 'did(purchase, 30d)' },
        { class: 'lapsing', when: 'did(purchase, 90d)' },
      ],
      otherwise: 'lapsed',
    },
    tier: {
      tiers: { by: 'spend', method: 'quantile', classes: [{ class: 'top', top: 0.5 }] },
      otherwise: 'rest',
    },
  },
  lists: {},
  places: {},
  models: {},
  champions: {},
  channels: {},
  offers: {},
}

/** The same with some segments defined otherwise, or with none. */
export function withSegments(segments: Definitions['segments']): Definitions {
  return { ...shopDefinitions, segments: { ...shopDefinitions.segments, ...segments } }
}
