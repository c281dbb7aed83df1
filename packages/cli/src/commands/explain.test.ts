import type { WireExplanation } from '@kindred/api'
import { expect, test } from 'vitest'
import { renderExplanation } from './explain.ts'

const locale = { timezone: 'Europe/Prague', currency: 'EUR' }

const explanation: WireExplanation = {
  kind: 'segment',
  id: 'regulars',
  member: false,
  text: 'sum(purchase.amount, 90d) >= 1000',
  english: 'purchases in the last 90 days sum to at least 1,000 EUR',
  in_words: 'Purchases in the last 90 days sum to less than 1,000 EUR (900 EUR).',
  reason: [],
  near_misses: [],
  missing: [],
  changes_at: null,
  smallest_change: {
    in_words: 'One more purchase of at least 100 EUR before 17 April 2026 14:00.',
    changes: [],
  },
  tree: { kind: 'condition', words: 'purchases', holds: false, events: [], children: [] },
}

/** Without the terminal's colours. */
function plain(text: string): readonly string[] {
  return text.replace(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), '').split('\n')
}

test('the smallest change stands in a line of its own, and when the answer changes by itself', () => {
  const lines = plain(renderExplanation(explanation, locale, true))
  expect(lines).toContain(
    'Smallest change: One more purchase of at least 100 EUR before 17 April 2026 14:00.',
  )
  expect(lines).toContain('Changes by itself: never.')
  const leaving = { ...explanation, changes_at: '2026-04-17T12:00:00.000Z' }
  expect(plain(renderExplanation(leaving, locale, true))).toContain('Changes by itself: on 2026-04-17 14:00.')
})

test('a condition says until when it stays as it is', () => {
  const tree = { kind: 'condition', words: 'has purchased', holds: true, events: [], children: [] } as const
  const turning = {
    ...explanation,
    tree: { ...tree, events: [], children: [], changes_at: '2026-04-17T12:00:00.000Z' },
  }
  expect(plain(renderExplanation(turning, locale, true))).toContain(
    '  ✓ has purchased  until 2026-04-17 14:00',
  )
})

test('neither is said where it was not asked for', () => {
  const { changes_at: _, smallest_change: __, ...short } = explanation
  expect(plain(renderExplanation(short, locale, true)).join('\n')).not.toMatch(/Smallest|by itself/)
})
