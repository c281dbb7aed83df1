import { expect, test } from 'vitest'
import { namedColumns } from './named-columns.ts'
import type { StoredDefinitions } from './stored-definitions.ts'

const definitions: StoredDefinitions = {
  attributes: { country: { type: 'text' }, home: { type: 'place' } },
  events: { purchase: { properties: { category: { type: 'text' } } } },
  features: { spend: { is: 'sum(purchase.amount)' } },
  segments: {},
  segmentations: { lifecycle: { otherwise: 'x' } },
}

test('what a condition names itself, once, in its order', () => {
  expect(namedColumns('spend > 10 and (country = "CZ" or not spend < 3)', definitions)).toEqual([
    'spend',
    'country',
  ])
  expect(namedColumns('home within 25km of (50, 14)', definitions)).toEqual(['home'])
})

test('nothing of events, segments and classes, nor of a text that cannot be read', () => {
  for (const text of [
    'did(purchase where category = "a", 30d)',
    'in(vip)',
    'lifecycle = "lapsing"',
    'spend >',
  ])
    expect(namedColumns(text, definitions)).toEqual([])
})
