import type { DeclaredType } from '@kindred/language'
import { expect, test } from 'vitest'
import type { WarehouseSchema } from '../ports/warehouse.ts'
import type { CustomerPatch, EventRecord } from '../records/customer-record.ts'
import {
  appended,
  event,
  ever,
  fields,
  hour,
  idsOf,
  noon,
  patch,
  recordsSchema,
} from './warehouse-records.ts'
import type { OpenRecords } from './warehouse-suite.ts'

/** Names are declared, batches written once and whole, and what cannot be stored is refused by name. */
export function writingCases(warehouse: OpenRecords): void {
  declaring(warehouse)
  writing(warehouse)
  refusing(warehouse)
}

function declaring(warehouse: OpenRecords): void {
  test('declaring again what is declared changes nothing', async () => {
    await warehouse().declare(recordsSchema)
    await warehouse().append({ customers: [patch('declared', 0, { country: 'CZ' })], events: [] })
    await warehouse().declare(recordsSchema)
    expect((await warehouse().customer('declared', ever))?.attributes).toEqual(new Map([['country', 'CZ']]))
  })

  test('a name declared later is unknown for those who were there before', async () => {
    await warehouse().append({
      customers: [patch('before', 0, { country: 'CZ' })],
      events: [event('e1', 'before', noon)],
    })
    await warehouse().declare({
      attributes: new Map([['later', 'tags']]),
      events: new Map([['visit', new Map([['later', 'place' as const]])]]),
    })
    const before = await warehouse().customer('before', ever)
    expect(before?.attributes).toEqual(new Map([['country', 'CZ']]))
    expect(before?.events.map(one => one.properties)).toEqual([new Map()])
    await warehouse().append({ customers: [patch('before', 0, { later: ['a'] })], events: [] })
    expect((await warehouse().customer('before', ever))?.attributes.get('later')).toEqual(['a'])
  })

  test.each([
    ['attribute country', { attributes: new Map([['country', 'number']]), events: new Map() }],
    ['attribute home', { attributes: new Map([['home', 'text']]), events: new Map() }],
    ['attribute interests', { attributes: new Map([['interests', 'text']]), events: new Map() }],
    [
      'property purchase.amount',
      { attributes: new Map(), events: new Map([['purchase', new Map([['amount', 'number']])]]) },
    ],
  ] satisfies [string, WarehouseSchema][])(
    'another type for %s is refused by name, and nothing is declared',
    async (column, changed) => {
      const attributes = new Map<string, DeclaredType>([['unheard_of', 'text'], ...changed.attributes])
      await expect(warehouse().declare({ ...changed, attributes })).rejects.toMatchObject({
        code: 'column_type_changed',
        message: expect.stringContaining(column),
      })
      const unheard = { customers: [patch('x', 0, { unheard_of: 'a' })], events: [] }
      await expect(warehouse().append(unheard)).rejects.toMatchObject({ code: 'not_declared' })
    },
  )
}

function writing(warehouse: OpenRecords): void {
  test('a batch sent again changes nothing', async () => {
    const batch = {
      customers: [
        patch('again', noon, { country: 'SK', spend: 1 }),
        patch('again', noon + hour, { country: undefined }),
      ],
      events: [event('1', 'again', noon), event('2', 'again', noon + hour)],
    }
    expect(await warehouse().append(batch)).toEqual(appended(2, 0, 1))
    const number = await warehouse().batch()
    const record = await warehouse().customer('again', ever)
    expect(await warehouse().append(batch)).toEqual(appended(0, 2, 0))
    expect(await warehouse().batch()).toBe(number)
    expect(await warehouse().customer('again', ever)).toEqual(record)
  })

  test('a batch sent again with something new adds only that, under the next number', async () => {
    await warehouse().append({ customers: [], events: [event('1', 'more', noon)] })
    const number = await warehouse().batch()
    const events = [event('1', 'more', noon), event('2', 'more', noon), event('2', 'more', noon)]
    expect(await warehouse().append({ customers: [], events })).toEqual(appended(1, 2, 0))
    expect(await warehouse().batch()).toBe(number + 1)
    expect(idsOf((await warehouse().customer('more', ever))?.events)).toEqual(['1', '2'])
  })

  test("an event's id counts once for its customer, whatever else the second says", async () => {
    const first = event('same', 'anna', noon, { amount: 10_000 })
    await warehouse().append({ customers: [], events: [first] })
    const again = {
      ...event('same', 'anna', noon + hour, { amount: 20_000 }),
      event: 'visit',
      properties: new Map(),
    }
    expect(
      await warehouse().append({ customers: [], events: [again, event('same', 'berta', noon)] }),
    ).toEqual(appended(1, 1, 1))
    expect((await warehouse().customer('anna', ever))?.events).toEqual([
      { id: 'same', event: 'purchase', at: noon, properties: new Map([['amount', 10_000]]) },
    ])
    expect(idsOf((await warehouse().customer('berta', ever))?.events)).toEqual(['same'])
  })

  test('of two that say something of one customer and instant, the later in the batch wins', async () => {
    const customers = [
      patch('twice', noon, { country: 'CZ', spend: 1 }),
      patch('twice', noon, { country: 'SK' }),
    ]
    await warehouse().append({ customers, events: [] })
    expect(fields((await warehouse().customer('twice', noon))?.attributes)).toEqual({
      country: 'SK',
      spend: 1,
    })
    await warehouse().append({ customers: [patch('twice', noon, { spend: 2 })], events: [] })
    expect(fields((await warehouse().customer('twice', noon))?.attributes)).toEqual({
      country: 'SK',
      spend: 2,
    })
  })

  test('the same events sent by several at once are counted once', async () => {
    const before = await warehouse().counts()
    const events = Array.from({ length: 30 }, (_, position) =>
      event(`p${position}`, `crowd${position % 7}`, noon),
    )
    const results = await Promise.all([1, 2, 3].map(() => warehouse().append({ customers: [], events })))
    expect(results.map(result => result.events).sort()).toEqual([0, 0, 30])
    expect(results.reduce((sum, result) => sum + result.newCustomers, 0)).toBe(7)
    expect((await warehouse().counts()).events - before.events).toBe(30)
  })

  test('who reads meanwhile sees whole batches', async () => {
    const before = (await warehouse().counts()).events
    const seen: number[] = []
    let writes = true
    const reader = (async () => {
      while (writes) seen.push((await warehouse().counts()).events - before)
    })()
    for (let batch = 0; batch < 5; batch++) {
      const events = Array.from({ length: 60 }, (_, position) =>
        event(`w${batch}.${position}`, 'whole', noon + position),
      )
      await warehouse().append({ customers: [], events })
    }
    writes = false
    await reader
    expect(seen.filter(count => count % 60 !== 0)).toEqual([])
    expect((await warehouse().counts()).events - before).toBe(300)
  })

  test('thousands in one batch', async () => {
    const before = await warehouse().counts()
    const events = Array.from({ length: 5_000 }, (_, position) =>
      event(`many ${position}`, `many ${position % 1_500}`, noon),
    )
    expect(await warehouse().append({ customers: [], events })).toEqual(appended(5_000, 0, 1_500))
    expect(await warehouse().append({ customers: [], events })).toEqual(appended(0, 5_000, 0))
    const after = await warehouse().counts()
    expect([after.events - before.events, after.customers - before.customers]).toEqual([5_000, 1_500])
  })
}

function refusing(warehouse: OpenRecords): void {
  const wrong: [string, readonly CustomerPatch[], readonly EventRecord[]][] = [
    ['not declared', [patch('r', 0, { shoe_size: 7 })], []],
    ['not declared', [], [event('r', 'r', noon, { colour: 'red' })]],
    ["attribute 'spend' is not", [patch('r', 0, { spend: 'many' })], []],
    ["attribute 'spend' is not", [patch('r', 0, { spend: Number.NaN })], []],
    ["attribute 'spend' is not", [patch('r', 0, { spend: 2 ** 54 })], []],
    ["property 'amount' of 'purchase' is not", [], [event('r', 'r', noon, { amount: 2n ** 60n })]],
    ["property 'amount' of 'purchase' is not", [], [event('r', 'r', noon, { amount: 0.5 })]],
    ["attribute 'a_date' is not", [patch('r', 0, { a_date: 200_000 })], []],
    ["attribute 'a_instant' is not", [patch('r', 0, { a_instant: Date.UTC(1899, 11, 31) })], []],
    ["attribute 'home' is not", [patch('r', 0, { home: { latitude: 91, longitude: 0 } })], []],
    ["attribute 'country' is not", [patch('r', 0, { country: '\ud800' })], []],
    ['the instant of an event is not', [], [event('r', 'r', Date.UTC(2300, 0, 1))]],
    ["a customer's `since` is not", [patch('r', 0.5, {})], []],
    ['the id of a customer is not', [patch('', 0, {})], []],
    ['the id of an event is not', [], [event('', 'r', noon)]],
    ['the customer of an event is not', [], [event('r', '', noon)]],
  ]
  test.each(wrong)(
    '%s: refused by name, and nothing of the batch is kept',
    async (says, customers, events) => {
      const before = [await warehouse().counts(), await warehouse().batch()]
      const batch = {
        customers: [patch('refused', 0, {}), ...customers],
        events: [event('refused', 'refused', noon), ...events],
      }
      await expect(warehouse().append(batch)).rejects.toThrow(says)
      expect([await warehouse().counts(), await warehouse().batch()]).toEqual(before)
    },
  )
}
