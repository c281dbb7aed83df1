import { expect, test } from 'vitest'
import type { IngestItem } from '../../records/live.ts'
import { checkItem } from './check-item.ts'

const now = Date.UTC(2026, 5, 1, 10)
const setting = {
  definitions: {
    settings: { timezone: 'Europe/Prague' },
    attributes: { country: { type: 'text' as const } },
    events: { purchase: { properties: { amount: { type: 'money' as const } } } },
  },
  now,
  newId: () => 'made-up',
}
const purchase = { kind: 'event', customer: 'anna', event: 'purchase', properties: {} } as const
const check = (item: IngestItem) => checkItem(item, setting)

test('an event without id and instant is one of now, with an id of its own', () => {
  expect(check(purchase)).toEqual({
    kind: 'event',
    event: { id: 'made-up', customer: 'anna', event: 'purchase', at: now, properties: new Map() },
  })
})

test('null is unknown: left out of an event, and said of an attribute', () => {
  expect(check({ ...purchase, properties: { amount: null } })).toMatchObject({
    event: { properties: new Map() },
  })
  expect(check({ kind: 'customer', customer: 'anna', attributes: { country: null } })).toEqual({
    kind: 'customer',
    patch: { id: 'anna', since: now, attributes: new Map([['country', undefined]]) },
  })
})

test('names that every object has are declared by nobody', () => {
  for (const name of ['constructor', '__proto__', 'toString']) {
    expect(check({ ...purchase, event: name })).toMatchObject({ refusal: { code: 'event_not_declared' } })
    const properties: Record<string, unknown> = JSON.parse(`{ "${name}": 1 }`)
    expect(check({ ...purchase, properties })).toMatchObject({ refusal: { code: 'property_not_declared' } })
  }
})

test('what is not declared comes with the nearest name, and with what to declare', () => {
  const remedyOf = (item: IngestItem) => {
    const checked = check(item)
    return checked.kind === 'refused' ? checked.refusal.remedy : undefined
  }
  expect(remedyOf({ ...purchase, properties: { ammount: 1 } })).toBe(
    "Write 'amount', or add to the definitions: events: { purchase: { properties: { ammount: number } } }",
  )
  expect(remedyOf({ ...purchase, properties: { paid_on: '2026-01-01' } })).toBe(
    'Add to the definitions: events: { purchase: { properties: { paid_on: date } } }',
  )
  expect(remedyOf({ kind: 'customer', customer: 'a', attributes: { vip: true } })).toBe(
    'Add to the definitions: attributes: { vip: { type: boolean } }',
  )
})

test('a day ahead is the most, and seconds are no milliseconds', () => {
  expect(check({ ...purchase, at: now + 86_400_000 }).kind).toBe('event')
  expect(check({ ...purchase, at: now + 86_400_001 })).toMatchObject({
    refusal: {
      code: 'instant_too_far_ahead',
      says: "The event's instant is 2026-06-02 12:00:00.001, more than a day after now, 2026-06-01 12:00.",
    },
  })
  expect(check({ ...purchase, at: Number.NaN })).toMatchObject({ refusal: { code: 'value_unfit' } })
})

test('a customer is the same one as in an import: without spaces around the id, and composed', () => {
  expect(check({ ...purchase, customer: ' Zoe\u0308 ' })).toMatchObject({ event: { customer: 'Zo\u00eb' } })
})

test('ids are text of 1 to 1,000 characters', () => {
  expect(check({ ...purchase, customer: '😀'.repeat(1_000) }).kind).toBe('event')
  for (const customer of ['', '  ', 'x'.repeat(1_001), 'a\ud800', 'a\0b', 'a\nb'])
    expect(check({ ...purchase, customer })).toMatchObject({ refusal: { code: 'id_unfit' } })
  expect(check({ ...purchase, id: '' })).toMatchObject({ refusal: { code: 'id_unfit' } })
})
