import type { DeclaredType, Value } from '@kindred/language'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Warehouse, WarehouseSchema } from '../ports/warehouse.ts'
import type { CustomerPatch, EventRecord } from '../records/customer-record.ts'
import { joiningCases } from './joining-cases.ts'
import { hostileTexts, valueCases } from './warehouse-values.ts'

/** The part of a warehouse that this suite is about. */
export type WarehouseOfRecords = Pick<
  Warehouse,
  | 'health'
  | 'migrate'
  | 'workspaces'
  | 'joinWorkspace'
  | 'declare'
  | 'append'
  | 'batch'
  | 'counts'
  | 'customer'
  | 'findCustomers'
>

export interface WarehouseSuite {
  readonly name: string
  /** A new, empty warehouse, migrated. */
  open(): Promise<WarehouseOfRecords>
}

const ever = Number.MAX_SAFE_INTEGER
const noon = Date.UTC(2026, 2, 1, 12)
const hour = 3_600_000

/** Schema, writing, one customer, counts and health: what every warehouse does alike. */
export function warehouseSuite({ name, open }: WarehouseSuite): void {
  describe(`${name}: customers and events`, () => {
    let warehouse: WarehouseOfRecords
    beforeAll(async () => {
      warehouse = await open()
      await warehouse.declare(schema)
    })

    test('a new warehouse is empty', async () => {
      expect(await warehouse.batch()).toBe(0)
      expect(await warehouse.counts()).toEqual(counted(0, {}))
      expect(await warehouse.customer('nobody', ever)).toBeUndefined()
      expect(await warehouse.findCustomers('', 10)).toEqual([])
    })

    test('an empty batch takes no number', async () => {
      expect(await warehouse.append({ customers: [], events: [] })).toEqual(appended(0, 0, 0))
      expect(await warehouse.batch()).toBe(0)
    })

    joiningCases(() => warehouse)
    declaring(() => warehouse)
    writing(() => warehouse)
    reading(() => warehouse)
    refusing(() => warehouse)
    finding(() => warehouse)

    test('every node is reachable and has nothing to complain of', async () => {
      const nodes = await warehouse.health()
      expect(nodes.length).toBeGreaterThan(0)
      for (const node of nodes) {
        expect(node).toMatchObject({ reachable: true })
        expect(node.problem).toBeUndefined()
      }
    })

    test('migrating again changes nothing', async () => {
      const before = await warehouse.counts()
      await warehouse.migrate()
      expect(await warehouse.counts()).toEqual(before)
    })
  })
}

type Open = () => WarehouseOfRecords

function declaring(warehouse: Open): void {
  test('declaring again what is declared changes nothing', async () => {
    await warehouse().declare(schema)
    await warehouse().append({ customers: [patch('declared', 0, { country: 'CZ' })], events: [] })
    await warehouse().declare(schema)
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

function writing(warehouse: Open): void {
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

function reading(warehouse: Open): void {
  describe('values', () => {
    beforeAll(async () => {
      const written = valueCases.map(({ type, value }, position) => ({
        customer: patch(`value ${position}`, noon, { [`a_${type}`]: value }),
        event: {
          ...event('1', `value ${position}`, noon, { [`p_${type}`]: value }),
          event: 'everything',
        },
      }))
      await warehouse().append({
        customers: written.map(one => one.customer),
        events: written.map(one => one.event),
      })
    })
    const cases = valueCases.map((one, position) => ({ ...one, id: `value ${position}` }))
    test.each(cases)('$type $label comes back as it was', async ({ id, type, value, kept = value }) => {
      const record = await warehouse().customer(id, noon)
      expect(record?.attributes).toEqual(new Map([[`a_${type}`, kept]]))
      expect(record?.events[0]?.properties).toEqual(new Map([[`p_${type}`, kept]]))
    })
  })

  describe('ids', () => {
    const events = hostileTexts.map(text => event(`event ${text}`, text, noon))
    beforeAll(() => warehouse().append({ customers: [], events }))
    test('of any text are told apart when they are sent again', async () => {
      expect(await warehouse().append({ customers: [], events })).toEqual(appended(0, hostileTexts.length, 0))
    })
    const named = hostileTexts.map(text => ({ text, shown: JSON.stringify(text).slice(0, 40) }))
    test.each(named)('may be any text: $shown', async ({ text }) => {
      const record = await warehouse().customer(text, noon)
      expect(record?.id).toBe(text)
      expect(idsOf(record?.events)).toEqual([`event ${text}`])
    })
  })

  test('a customer is what was known of her at the instant', async () => {
    await warehouse().append({
      customers: [
        patch('olga', noon, { country: 'CZ', spend: 1 }),
        patch('olga', noon + 2 * hour, { country: undefined, spend: 2 }),
        patch('olga', noon + hour, { country: 'SK' }),
      ],
      events: [event('b', 'olga', noon + hour), event('a', 'olga', noon + hour), event('c', 'olga', noon)],
    })
    expect(await warehouse().customer('olga', noon - 1)).toBeUndefined()
    const at = async (instant: number) => fields((await warehouse().customer('olga', instant))?.attributes)
    expect(await at(noon)).toEqual({ country: 'CZ', spend: 1 })
    expect(await at(noon + hour - 1)).toEqual({ country: 'CZ', spend: 1 })
    expect(await at(noon + hour)).toEqual({ country: 'SK', spend: 1 })
    expect(await at(ever)).toEqual({ spend: 2 })
    expect(idsOf((await warehouse().customer('olga', noon + hour - 1))?.events)).toEqual(['c'])
    expect(idsOf((await warehouse().customer('olga', ever))?.events)).toEqual(['c', 'a', 'b'])
  })

  test('events of one instant come in order of the bytes of their ids', async () => {
    const events = ['😀', '～', 'é', 'a', 'B'].map(id => event(id, 'ordered', noon))
    await warehouse().append({ customers: [], events })
    expect(idsOf((await warehouse().customer('ordered', noon))?.events)).toEqual(['B', 'a', 'é', '～', '😀'])
  })

  test('who is known without a date is known always', async () => {
    await warehouse().append({
      customers: [patch('always', 0, { country: 'CZ' })],
      events: [event('1', 'always', noon)],
    })
    const early = await warehouse().customer('always', hour)
    expect(early).toMatchObject({ since: undefined, events: [] })
    expect(await warehouse().customer('always', -1)).toBeUndefined()
  })

  test('who has events is known from the first of them on, also from one that comes late', async () => {
    await warehouse().append({ customers: [], events: [event('2', 'late', noon)] })
    expect(await warehouse().customer('late', noon - 1)).toBeUndefined()
    expect(await warehouse().customer('late', noon)).toMatchObject({ since: noon })
    expect(await warehouse().append({ customers: [], events: [event('1', 'late', noon - hour)] })).toEqual(
      appended(1, 0, 0),
    )
    expect(await warehouse().customer('late', noon)).toMatchObject({ since: noon - hour })
  })

  test('what is said of a customer later does not make her known earlier', async () => {
    await warehouse().append({
      customers: [patch('said', noon + hour, { country: 'CZ' })],
      events: [event('1', 'said', noon)],
    })
    expect(await warehouse().customer('said', noon)).toMatchObject({ since: noon, attributes: new Map() })
  })
}

function refusing(warehouse: Open): void {
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

function finding(warehouse: Open): void {
  test('ids that begin with the text come first, then those that have it inside', async () => {
    const ids = ['find/b', 'find/a', 'xfind/', 'afind/', "find/'%_\\"]
    await warehouse().append({ customers: ids.map(id => patch(id, noon, {})), events: [] })
    expect(await warehouse().findCustomers('find/', 10)).toEqual([
      "find/'%_\\",
      'find/a',
      'find/b',
      'afind/',
      'xfind/',
    ])
    expect(await warehouse().findCustomers('find/', 2)).toEqual(["find/'%_\\", 'find/a'])
    expect(await warehouse().findCustomers('find/', 4)).toEqual(["find/'%_\\", 'find/a', 'find/b', 'afind/'])
    expect(await warehouse().findCustomers("'%_\\", 10)).toEqual(["find/'%_\\"])
    expect(await warehouse().findCustomers('%_', 10)).toEqual(["find/'%_\\"])
    expect(await warehouse().findCustomers('find/', 0)).toEqual([])
  })

  test('counts are of what there is', async () => {
    const before = await warehouse().counts()
    const long = { ago: Date.UTC(1999, 0, 1), ahead: Date.UTC(2101, 0, 1) }
    await warehouse().append({
      customers: [patch('count 1', 0, {})],
      events: [event('1', 'count 2', long.ago), { ...event('2', 'count 2', long.ahead), event: 'visit' }],
    })
    const after = await warehouse().counts()
    expect(after.customers).toBe(before.customers + 2)
    expect(after.events).toBe(before.events + 2)
    expect(after.perEvent.get('visit')).toBe((before.perEvent.get('visit') ?? 0) + 1)
    expect([...after.perEvent.values()].reduce((sum, count) => sum + count, 0)).toBe(after.events)
    expect([after.firstEventAt, after.lastEventAt]).toEqual([long.ago, long.ahead])
  })
}

const types: readonly DeclaredType[] = [
  'boolean',
  'number',
  'money',
  'text',
  'date',
  'instant',
  'place',
  'tags',
]

const schema: WarehouseSchema = {
  attributes: new Map<string, DeclaredType>([
    ['country', 'text'],
    ['spend', 'number'],
    ['home', 'place'],
    ['interests', 'tags'],
    ...types.map(type => [`a_${type}`, type] as const),
  ]),
  events: new Map([
    ['purchase', new Map<string, DeclaredType>([['amount', 'money']])],
    ['visit', new Map<string, DeclaredType>()],
    ['everything', new Map<string, DeclaredType>(types.map(type => [`p_${type}`, type] as const))],
  ]),
}

function patch(id: string, since: number, attributes: Record<string, Value | undefined>): CustomerPatch {
  return { id, since, attributes: new Map(Object.entries(attributes)) }
}

function event(
  id: string,
  customer: string,
  at: number,
  properties: Record<string, Value> = {},
): EventRecord {
  return { id, customer, event: 'purchase', at, properties: new Map(Object.entries(properties)) }
}

function appended(events: number, duplicates: number, newCustomers: number) {
  return { events, duplicates, newCustomers }
}

function counted(customers: number, perEvent: Record<string, number>) {
  const events = Object.values(perEvent).reduce((sum, count) => sum + count, 0)
  return {
    customers,
    events,
    perEvent: new Map(Object.entries(perEvent)),
    firstEventAt: undefined,
    lastEventAt: undefined,
  }
}

function idsOf(events: readonly { readonly id: string }[] | undefined): readonly string[] | undefined {
  return events?.map(one => one.id)
}

function fields(attributes: ReadonlyMap<string, Value> | undefined): Record<string, Value> {
  return Object.fromEntries(attributes ?? [])
}
