import type { SubjectEvent } from '@kindred/language'
import { between, pick, type Random } from '../seeded-random.ts'

/** An event as a program without packing holds it. Amounts are in ten-thousandths. */
export interface ShopEvent {
  readonly id: string
  readonly type: string
  readonly at: number
  readonly amount: number
  readonly category: string
}

export const NOW: number = Date.UTC(2026, 10, 21, 12)
const [MINUTE, DAY] = [60_000, 86_400_000]

export const eventTypes: readonly [string, ...string[]] = [
  'visit',
  'purchase',
  'cart',
  'search',
  'call',
  'email_open',
  'review',
  'login',
]

/** Events over 400 days, in sessions of five, of 8 types and 100 categories; in order of time. */
export function makeHistory(count: number, random: Random): readonly ShopEvent[] {
  const events: ShopEvent[] = []
  while (events.length < count) {
    const start = NOW - Math.floor(random() ** 2 * 400 * DAY) - 6 * MINUTE
    for (let step = 0; step < 5 && events.length < count; step += 1)
      events.push({
        id: `0193e0a2-7c11-7d4e-${events.length.toString(16).padStart(4, '0')}-${Math.floor(random() * 2 ** 40).toString(16)}`,
        type: pick(random, eventTypes),
        at: start + step * MINUTE + between(random, 0, 30_000),
        amount: between(random, 100, 2_000_000),
        category: `category_${between(random, 0, 99)}`,
      })
  }
  return events.sort((a, b) => a.at - b.at)
}

export function subjectEvent({ id, type, at, amount, category }: ShopEvent): SubjectEvent {
  const properties = new Map<string, number | string>([
    ['amount', amount],
    ['category', category],
  ])
  return { id, event: type, at, properties }
}
