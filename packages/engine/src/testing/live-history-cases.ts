import type { DeclaredType } from '@kindred/language'
import { beforeAll, describe, expect, test } from 'vitest'
import type { CustomerHistory, HistoriesQuery } from '../ports/warehouse-live.ts'
import { compareUtf8 } from './compare-utf8.ts'
import { bought, collected, customer, happened, populationSchema } from './population-words.ts'
import type { WarehouseOfLive } from './warehouse-live-suite.ts'
import { hostileTexts, valueCases } from './warehouse-values.ts'

const noon = Date.UTC(2026, 2, 1, 12)
const hour = 3_600_000

/** Customers with all that is needed to fill their records. */
export function historyCases(open: () => Promise<WarehouseOfLive>): void {
  describe('histories', () => {
    let warehouse: WarehouseOfLive
    beforeAll(async () => {
      warehouse = await open()
      await warehouse.declare(populationSchema)
      await warehouse.append({
        customers: [
          customer('anna', 0, { country: 'CZ', member: true }),
          customer('anna', noon - hour, { country: 'SK', score: 1 }),
          customer('anna', noon, { score: undefined }),
          customer('anna', noon + 2 * hour, { country: 'DE' }),
          customer('anna', noon + hour, { country: undefined, limit: 10_000 }),
          customer('future', noon + hour, { country: 'CZ' }),
        ],
        events: [
          bought('b', 'anna', noon, 5, { category: 'shoes', quantity: 2 }),
          happened('a', 'anna', 'visit', noon),
          bought('c', 'anna', noon - hour, 1, { category: 'hats' }),
          happened('d', 'anna', 'call', noon - 2 * hour),
          bought('e', 'anna', noon + hour, 7),
          ...['berta', '～', '😀', ...hostileTexts].map(id => happened('1', id, 'visit', noon)),
        ],
      })
    })
    contents(() => warehouse)
    choices(() => warehouse)
    everyType(open)
    thousands(open)
  })
}

type Open = () => WarehouseOfLive

function contents(warehouse: Open): void {
  test('attributes come with the instant they hold from, what was set to unknown too, and what is to come as pending', async () => {
    const [anna] = await found(warehouse(), { customers: ['anna'] })
    expect(anna).toEqual({
      id: 'anna',
      since: 0,
      attributes: new Map<string, unknown>([
        ['country', { since: noon - hour, value: 'SK' }],
        ['member', { since: 0, value: true }],
        ['score', { since: noon, value: undefined }],
      ]),
      pending: [
        {
          since: noon + hour,
          attributes: new Map<string, unknown>([
            ['country', undefined],
            ['limit', 10_000],
          ]),
        },
        { since: noon + 2 * hour, attributes: new Map([['country', 'DE']]) },
      ],
      events: [],
    })
  })

  test('who is known from later on is there, with all of her pending', async () => {
    expect(await found(warehouse(), { customers: ['future'] })).toEqual([
      {
        id: 'future',
        since: noon + hour,
        attributes: new Map(),
        pending: [{ since: noon + hour, attributes: new Map([['country', 'CZ']]) }],
        events: [],
      },
    ])
  })

  test('only the events and properties asked for, in order of instant and id', async () => {
    const events = new Map([
      ['purchase', { properties: ['category', 'unheard_of'] }],
      ['visit', { properties: [] }],
    ])
    const [anna] = await found(warehouse(), { customers: ['anna'], events })
    expect(anna?.events).toEqual([
      { id: 'c', event: 'purchase', at: noon - hour, properties: new Map([['category', 'hats']]) },
      { id: 'a', event: 'visit', at: noon, properties: new Map() },
      { id: 'b', event: 'purchase', at: noon, properties: new Map([['category', 'shoes']]) },
      { id: 'e', event: 'purchase', at: noon + hour, properties: new Map() },
    ])
  })

  test('of each event only as far back as is asked for', async () => {
    const events = new Map([
      ['purchase', { properties: ['amount', 'quantity'], from: noon }],
      ['call', { properties: [], from: noon - 2 * hour }],
      ['unheard_of', { properties: ['amount'] }],
    ])
    const [anna] = await found(warehouse(), { customers: ['anna'], events })
    expect(anna?.events).toEqual([
      { id: 'd', event: 'call', at: noon - 2 * hour, properties: new Map() },
      {
        id: 'b',
        event: 'purchase',
        at: noon,
        properties: new Map([
          ['amount', 50_000],
          ['quantity', 2],
        ]),
      },
      { id: 'e', event: 'purchase', at: noon + hour, properties: new Map([['amount', 70_000]]) },
    ])
  })
}

function choices(warehouse: Open): void {
  const everybody = ['anna', 'berta', 'future', '～', '😀', ...hostileTexts].sort(compareUtf8)

  test('everybody, in order of the bytes of their ids', async () => {
    expect(idsOf(await found(warehouse(), {}))).toEqual(everybody)
  })

  test('those after an id, also one that nobody has', async () => {
    const asked = [...everybody, 'b', ''].filter(id => id.length < 100)
    for (const after of asked) {
      const expected = everybody.filter(id => compareUtf8(id, after) > 0)
      expect(idsOf(await found(warehouse(), { after }))).toEqual(expected)
    }
  })

  test('those who are named, each once, strangers left out', async () => {
    const customers = ['😀', 'nobody', 'anna', '😀', ...hostileTexts]
    const expected = [...new Set(customers)].filter(id => id !== 'nobody').sort(compareUtf8)
    expect(idsOf(await found(warehouse(), { customers }))).toEqual(expected)
    expect(idsOf(await found(warehouse(), { customers, after: 'anna' }))).toEqual(
      expected.filter(id => compareUtf8(id, 'anna') > 0),
    )
    expect(await found(warehouse(), { customers: [] })).toEqual([])
  })

  test('those of whom batches speak that came since and are no deliveries', async () => {
    const sinceBatch = await warehouse().batch()
    expect(await found(warehouse(), { sinceBatch })).toEqual([])
    const empty = { customers: [], events: [], transitions: [] }
    await warehouse().append({ customers: [customer('berta', 0, { country: 'CZ' })], events: [] })
    await warehouse().deliver({ ...empty, id: 'since', events: [happened('2', 'anna', 'visit', noon)] })
    await warehouse().append({ customers: [], events: [happened('2', '😀', 'visit', noon)] })
    expect(idsOf(await found(warehouse(), { sinceBatch }))).toEqual(['berta', '😀'])
    expect(idsOf(await found(warehouse(), { sinceBatch, after: 'berta' }))).toEqual(['😀'])
    expect(idsOf(await found(warehouse(), { sinceBatch, customers: ['anna', 'berta'] }))).toEqual(['berta'])
    expect(idsOf(await found(warehouse(), { sinceBatch: sinceBatch + 1 }))).toEqual(['😀'])
  })

  test('a reader that has seen enough may stop', async () => {
    for await (const { id } of warehouse().histories({ asOf: noon, events: new Map() })) {
      expect(id).toBe(everybody[0])
      break
    }
    expect(await warehouse().batch()).toBeGreaterThan(0)
  })
}

function everyType(open: () => Promise<WarehouseOfLive>): void {
  test('every value comes back as it was', async () => {
    const warehouse = await open()
    const types = new Map<string, DeclaredType>(valueCases.map(({ type }) => [`a_${type}`, type]))
    await warehouse.declare({ attributes: types, events: new Map([['everything', types]]) })
    const named = valueCases.map((one, at) => ({ ...one, id: `v${String(at).padStart(4, '0')}` }))
    await warehouse.append({
      customers: named.map(({ id, type, value }) => customer(id, noon, { [`a_${type}`]: value })),
      events: named.map(({ id, type, value }) => ({
        ...happened('1', id, 'everything', noon),
        properties: new Map([[`a_${type}`, value]]),
      })),
    })
    const events = new Map([['everything', { properties: [...types.keys()] }]])
    const histories = await found(warehouse, { events })
    expect(histories.map(({ attributes }) => attributes)).toEqual(
      named.map(({ type, value, kept = value }) => new Map([[`a_${type}`, { since: noon, value: kept }]])),
    )
    expect(histories.map(one => one.events[0]?.properties)).toEqual(
      named.map(({ type, value, kept = value }) => new Map([[`a_${type}`, kept]])),
    )
    const pending = await found(warehouse, { asOf: noon - 1 })
    expect(pending.map(one => one.pending[0]?.attributes)).toEqual(
      named.map(({ type, value, kept = value }) => new Map([[`a_${type}`, kept]])),
    )
  })
}

function thousands(open: () => Promise<WarehouseOfLive>): void {
  test('thousands come each once, in order, with their own events', async () => {
    const warehouse = await open()
    await warehouse.declare(populationSchema)
    const ids = Array.from({ length: 6_000 }, (_, at) => `many ${(at * 7) % 6_000}`)
    // One with more to say of her than there are customers in a first few.
    const talker = Array.from({ length: 1_500 }, (_, at) => customer('many 5', at, { score: at }))
    const events = ids.flatMap((id, at) => (at % 3 === 0 ? [] : [happened(`of ${id}`, id, 'visit', noon)]))
    await warehouse.append({ customers: [...ids.map(id => customer(id, 0)), ...talker], events })
    const query = { events: new Map([['visit', { properties: [] }]]) }
    const seen = await found(warehouse, query)
    const expected = [...ids].sort(compareUtf8)
    expect(idsOf(seen)).toEqual(expected)
    const having = new Set(events.map(event => event.customer))
    expect(seen.filter(one => (one.events[0]?.id === `of ${one.id}`) !== having.has(one.id))).toEqual([])
    const after = expected[4_321] ?? ''
    expect(idsOf(await found(warehouse, { ...query, after }))).toEqual(expected.slice(4_322))
    expect(idsOf(await found(warehouse, { ...query, sinceBatch: 0, after }))).toEqual(expected.slice(4_322))
  }, 60_000)
}

function found(warehouse: WarehouseOfLive, query: Partial<HistoriesQuery>): Promise<CustomerHistory[]> {
  return collected(warehouse.histories({ asOf: noon, events: new Map(), ...query }))
}

function idsOf(histories: readonly CustomerHistory[]): readonly string[] {
  return histories.map(({ id }) => id)
}
