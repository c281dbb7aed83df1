import type { Checked, Cutoffs } from '../ast/checked.ts'
import { compileText } from '../compile-text.ts'
import type { Place } from '../vocabulary/value.ts'
import type {
  AttributeName,
  EventName,
  SegmentationName,
  SegmentName,
  Vocabulary,
} from '../vocabulary/vocabulary.ts'
import { modelsOver } from './models.ts'
import { cutoffsOfConditions } from './population-conditions.ts'

const attributes: ReadonlyMap<string, AttributeName> = new Map<string, AttributeName>([
  ['country', { type: 'text' }],
  ['city', { type: 'text' }],
  ['company', { type: 'text' }],
  ['note', { type: 'text' }],
  ['income', { type: 'number' }],
  ['points', { type: 'number', label: 'loyalty points' }],
  ['credit', { type: 'money' }],
  ['debt', { type: 'money' }],
  ['birth_date', { type: 'date' }],
  ['contract_end', { type: 'date' }],
  ['registered_at', { type: 'instant' }],
  ['last_login', { type: 'instant' }],
  ['marketing_consent', { type: 'boolean' }],
  ['home', { type: 'place' }],
  ['interests', { type: 'tags' }],
])

const events: ReadonlyMap<string, EventName> = new Map<string, EventName>([
  [
    'purchase',
    {
      properties: new Map<string, AttributeName>([
        ['amount', { type: 'money' }],
        ['category', { type: 'text' }],
        ['product', { type: 'text' }],
        ['quantity', { type: 'number' }],
        ['gift', { type: 'boolean' }],
        ['delivered_on', { type: 'date' }],
        ['paid_at', { type: 'instant' }],
        ['shop', { type: 'place' }],
        ['labels', { type: 'tags' }],
      ]),
    },
  ],
  [
    'visit',
    {
      properties: new Map<string, AttributeName>([
        ['page', { type: 'text' }],
        ['seconds', { type: 'number' }],
      ]),
    },
  ],
  ['call', { properties: new Map<string, AttributeName>([['topic', { type: 'text' }]]) }],
  [
    'email_open',
    { label: 'opened e-mail', properties: new Map<string, AttributeName>([['subject', { type: 'text' }]]) },
  ],
])

const lists: ReadonlyMap<string, readonly string[]> = new Map([
  ['competitors', ['Acme', 'Globex', `O'Neil & "Sons"`, '100%', 'a_b', 'back\\slash']],
  ['neighbours', ['DE', 'PL', 'SK', 'AT']],
])

const at = (latitude: number, longitude: number): Place => ({ latitude, longitude })

const places: ReadonlyMap<string, readonly Place[]> = new Map([
  ['prague', [at(49.94, 14.22), at(49.94, 14.71), at(50.18, 14.71), at(50.18, 14.22)]],
  ['triangle', [at(0, 0), at(0.3, 0.1), at(0, 0.2)]],
  // Crosses itself at (2, 2).
  ['bow_tie', [at(0, 0), at(4, 4), at(4, 0), at(0, 4)]],
])

/** Everything declared, nothing defined yet. */
function declarations(timezone: string, weekStart: number): Vocabulary {
  return {
    timezone,
    currency: 'EUR',
    weekStart,
    attributes,
    events,
    features: new Map(),
    segments: new Map(),
    segmentations: new Map(),
    scores: new Map(),
    lists,
    places,
  }
}

const featureTexts: readonly (readonly [name: string, text: string])[] = [
  ['spend_90d', 'sum(purchase.amount, 90d)'],
  ['spend', 'sum(purchase.amount)'],
  ['orders', 'count(purchase, 365d)'],
  ['recency', 'days_since(purchase)'],
  ['favourite', 'most_frequent(purchase.category, 365d)'],
  ['first_order', 'first(purchase)'],
  ['consented', 'marketing_consent'],
  ['basket', 'spend / orders'],
  ['twice_the_basket', 'basket + basket'],
]

const segmentTexts: readonly (readonly [name: string, text: string])[] = [
  ['active', 'did(purchase, 90d)'],
  ['vip', 'spend_90d > 1000 and orders >= 3'],
  ['at_risk', 'in(vip) and not did(visit, 30d)'],
  ['reachable', 'consented'],
]

/**
 * The vocabulary the cases and the generated expressions speak of: an attribute and a property of every type, four
 * events, features that read features, segments that read segments, a segmentation of each kind, and models.
 */
export function vocabularyIn(timezone: string, weekStart = 1): Vocabulary {
  let vocabulary = declarations(timezone, weekStart)
  for (const [name, text] of featureTexts) {
    const features = new Map(vocabulary.features).set(name, { is: compiled(text, vocabulary) })
    vocabulary = { ...vocabulary, features }
  }
  for (const [name, text] of segmentTexts) {
    const segments = new Map<string, SegmentName>(vocabulary.segments)
    segments.set(name, { when: compiled(text, vocabulary) })
    vocabulary = { ...vocabulary, segments }
  }
  const scores = modelsOver(text => compiled(text, vocabulary))
  return { ...vocabulary, segmentations: segmentationsOver(vocabulary), scores }
}

/** The vocabulary of most cases. */
export const testVocabulary: Vocabulary = vocabularyIn('Europe/Prague')

/** Where a refresh cut the population, for the segmentations of `testVocabulary`. */
export const testCutoffs: Cutoffs = new Map([
  ...cutoffsOfConditions(testVocabulary),
  // Money in ten-thousandths: 1,000.00, 200.00 and 50.00 EUR.
  ['value_tier', [[10_000_000, 2_000_000, 500_000]]],
  ['profit', [[4_000_000]]],
  [
    'rfm',
    [
      [7, 30, 90, 180],
      [12, 6, 3, 2],
      [10_000_000, 5_000_000, 2_000_000, 500_000],
    ],
  ],
])

function segmentationsOver(vocabulary: Vocabulary): ReadonlyMap<string, SegmentationName> {
  const read = (text: string): Checked => compiled(text, vocabulary)
  return new Map<string, SegmentationName>([
    [
      'lifecycle',
      {
        of: {
          kind: 'first_match',
          id: 'lifecycle',
          classes: [
            { class: 'new', when: read('days_since(first_order) <= 30') },
            { class: 'vip', when: read('in(vip)') },
            { class: 'active', when: read('in(active)') },
            { class: 'lapsing', when: read('did(purchase, 180d)') },
          ],
          otherwise: 'lapsed',
        },
      },
    ],
    [
      'value_tier',
      {
        of: {
          kind: 'tiers',
          id: 'value_tier',
          by: read('spend'),
          method: 'quantile',
          classes: [
            { class: 'gold', top: 0.1 },
            { class: 'silver', top: 0.4 },
            { class: 'bronze', top: 0.8 },
          ],
          otherwise: 'rest',
        },
      },
    ],
    [
      'profit',
      {
        of: {
          kind: 'tiers',
          id: 'profit',
          by: read('spend'),
          method: 'cumulative_share',
          classes: [{ class: 'core', top: 0.8 }],
          otherwise: 'tail',
        },
      },
    ],
    [
      'rfm',
      {
        of: {
          kind: 'rfm',
          id: 'rfm',
          recency: read('recency'),
          frequency: read('orders'),
          monetary: read('spend'),
          quantiles: 5,
          groups: [
            { class: 'champions', recency: [4, 5], frequency: [4, 5], monetary: [4, 5] },
            { class: 'loyal', recency: [3, 5], frequency: [3, 5], monetary: [1, 5] },
            { class: 'at risk', recency: [1, 2], frequency: [3, 5], monetary: [1, 5] },
          ],
          otherwise: 'others',
        },
      },
    ],
  ])
}

function compiled(text: string, vocabulary: Vocabulary): Checked {
  const { checked, problems } = compileText(text, vocabulary)
  if (checked === undefined) throw new Error(`${text}: ${problems.map(problem => problem.says).join(' ')}`)
  return checked
}
