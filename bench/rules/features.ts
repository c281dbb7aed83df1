import type { SlotType } from '@kindred/language'
import { between, pick, type Random } from '../seeded-random.ts'
import type { Profile } from './rule.ts'

/** One finished feature: its definition in the language, and how its values are spread. */
export interface Feature {
  readonly name: string
  readonly is: string
  readonly type: Extract<SlotType, 'number' | 'money' | 'text' | 'boolean'>
  /** Of numbers and money: from 0 up, most of them small. */
  readonly most: number
}

export const words: readonly [string, ...string[]] = [
  'laptop',
  'phone',
  'tablet',
  'camera',
  'book',
  'toy',
  'food',
  'shoes',
]

const days = [1, 7, 30, 90, 365] as const

const number = (name: string, is: string, most: number): Feature => ({ name, is, type: 'number', most })
const money = (name: string, is: string, most: number): Feature => ({ name, is, type: 'money', most })
const text = (name: string, is: string): Feature => ({ name, is, type: 'text', most: 0 })
const flag = (name: string, is: string): Feature => ({ name, is, type: 'boolean', most: 0 })

/** Thirty: 24 numbers and amounts, four texts, two flags. */
export const features: readonly Feature[] = [
  ...days.map(span => number(`visits_${span}d`, `count(visit, ${span}d)`, 3 * span)),
  ...days.map(span => number(`orders_${span}d`, `count(purchase, ${span}d)`, span)),
  ...days.map(span => money(`spend_${span}d`, `sum(purchase.amount, ${span}d)`, 40 * span)),
  ...days.map(span => number(`items_${span}d`, `sum(purchase.quantity, ${span}d)`, 2 * span)),
  money('largest', 'max(purchase.amount)', 2000),
  number('recency', 'days_since(purchase)', 400),
  number('tenure', 'days_since(first(purchase))', 2000),
  number('calls_30d', 'count(call, 30d)', 9),
  text('last_category', 'last(purchase.category)'),
  text('favourite', 'most_frequent(purchase.category, 365d)'),
  text('first_category', 'first(purchase.category)'),
  text('last_page', 'last(visit.page)'),
  flag('complained', 'did(call where topic = "complaint", 30d)'),
  flag('opens_mail', 'did(email_open, 90d)'),
]

/** A customer's thirty values; nothing is unknown, since the peers disagree about what is missing. */
export function makeProfile(random: Random): Profile {
  return Object.fromEntries(features.map(feature => [feature.name, makeValue(feature, random)]))
}

function makeValue({ type, most }: Feature, random: Random): number | string | boolean {
  if (type === 'text') return pick(random, words)
  if (type === 'boolean') return random() < 0.5
  const value = most * random() ** 2
  return type === 'money' ? Math.round(value * 100) / 100 : Math.floor(value)
}

/** The value that a share of the customers are above. */
export function thresholdAbove(share: number, { most, type }: Feature): number {
  const value = most * (1 - share) ** 2
  return type === 'money' ? Math.round(value * 100) / 100 : Math.floor(value)
}

export function someWords(random: Random): readonly string[] {
  const from = between(random, 0, words.length - 1)
  return Array.from(
    { length: between(random, 2, 4) },
    (_, index) => words[(from + index) % words.length] ?? '',
  )
}
