import { beforeEach, describe, expect, test } from 'vitest'
import {
  day,
  definitions,
  idsIn,
  movesOf,
  noon,
  type Open,
  refreshed,
  sizesOf,
} from './population-refreshing.ts'
import { storedRefreshes } from './population-stored-refresh-cases.ts'
import {
  bought,
  contextAt,
  customer,
  firstMatch,
  happened,
  manyKinds,
  populationSchema,
  segment,
  segmentation,
} from './population-words.ts'
import { describeUnless } from './skipped.ts'
import type { WarehouseOfPopulation, WarehousePopulationSuite } from './warehouse-population-suite.ts'

/** Refreshes: memberships, moves and their causes. */
export function refreshCases({ open, skipOwnRows }: WarehousePopulationSuite): void {
  describe('refresh', () => {
    let warehouse: WarehouseOfPopulation
    beforeEach(async () => {
      warehouse = await open()
      await warehouse.declare(populationSchema)
      await warehouse.append({
        customers: [customer('anna', 0, { country: 'CZ' }), customer('cyril', 0)],
        events: [
          bought('1', 'anna', noon - day, 100),
          bought('2', 'berta', noon - 29.5 * day, 30),
          bought('3', 'dana', noon - 80 * day, 7),
        ],
      })
    })
    firstRefresh(() => warehouse)
    newsRefresh(() => warehouse)
    describeUnless(skipOwnRows, 'who moves, and by what', () => {
      laterRefresh(() => warehouse)
      otherDefinitions(() => warehouse)
    })
    storedRefreshes(() => warehouse)
  })
}

function firstRefresh(warehouse: Open): void {
  test('the first one: everybody enters by definition, those without events are in the base', async () => {
    const first = await refreshed(warehouse(), { id: 1, asOf: noon })
    expect(first.outcome).toMatchObject({ customers: 4, value: 1_370_000, batch: 1 })
    expect(first.outcome.moves).toEqual({ data: 0, clock: 0, definition: 9 })
    expect(sizesOf(first)).toEqual([
      'buyers 2 1300000 +2 -0',
      'idle 2 70000 +2 -0',
      'czech 1 1000000 +1 -0',
      'callers 0 0 +0 -0',
      'lifecycle.active 2 1300000 +2 -0',
      'lifecycle.known 0 0 +0 -0',
      'lifecycle.out 2 70000 +2 -0',
    ])
    expect(await idsIn(warehouse(), first, 'idle')).toEqual(['cyril', 'dana'])
    expect(await movesOf(warehouse(), 1)).toEqual([
      'anna buyers out>in definition',
      'anna czech out>in definition',
      'anna lifecycle >active definition',
      'berta buyers out>in definition',
      'berta lifecycle >active definition',
      'cyril idle out>in definition',
      'cyril lifecycle >out definition',
      'dana idle out>in definition',
      'dana lifecycle >out definition',
    ])
  })

  test('one customer: her segments and classes; nothing of somebody unknown', async () => {
    const { outcome } = await refreshed(warehouse(), { id: 1, asOf: noon })
    expect(await warehouse().membership(1, outcome.layout, 'anna')).toEqual({
      segments: ['buyers', 'czech'],
      classes: new Map([['lifecycle', 'active']]),
    })
    expect(await warehouse().membership(1, outcome.layout, 'nobody')).toBeUndefined()
    expect(await warehouse().membership(2, outcome.layout, 'anna')).toBeUndefined()
  })

  test('without a measure of value there is none in the result, and progress ends with everybody', async () => {
    const { value: _value, ...rest } = definitions
    const request = { id: 1, context: contextAt(noon), ...rest, carried: [], recordTransitions: true }
    const seen: [number, number][] = []
    const outcome = await warehouse().refresh(request, (done, of) => seen.push([done, of]))
    expect(outcome).not.toHaveProperty('value')
    expect(outcome.results[0]).toEqual({ kind: 'segment', id: 'buyers', size: 2, entered: 2, left: 0 })
    expect(seen.at(-1)).toEqual([4, 4])
  })

  test('of nobody, and of nothing', async () => {
    const nobody = await refreshed(warehouse(), { id: 1, asOf: -1 })
    expect(nobody.outcome).toMatchObject({ customers: 0, value: 0, moves: { definition: 0 } })
    expect(nobody.outcome.results.map(({ size }) => size)).toEqual([0, 0, 0, 0, 0, 0, 0])
    const change = { segments: [], segmentations: [] }
    const nothing = await refreshed(warehouse(), { id: 2, asOf: noon, after: nobody, change })
    expect(nothing.outcome).toMatchObject({
      customers: 4,
      results: [],
      layout: { segments: [], segmentations: [] },
    })
  })
}

function newsRefresh(warehouse: Open): void {
  test('news moves by data: an event, one that comes late, an attribute, somebody new', async () => {
    const first = await refreshed(warehouse(), { id: 1, asOf: noon })
    await warehouse().append({
      customers: [customer('anna', noon + 1, { country: 'DE' }), customer('emil', noon + 2)],
      events: [bought('4', 'cyril', noon + 1, 5), happened('5', 'dana', 'call', noon - day)],
    })
    const second = await refreshed(warehouse(), { id: 2, asOf: noon + 3, after: first })
    expect(second.outcome.batch).toBe(2)
    expect(await movesOf(warehouse(), 2)).toEqual([
      'anna czech in>out data',
      'cyril buyers out>in data',
      'cyril idle in>out data',
      'cyril lifecycle out>active data',
      'dana callers out>in data',
      'emil idle out>in data',
      'emil lifecycle >out data',
    ])
  })
}

function laterRefresh(warehouse: Open): void {
  test('time alone moves by clock: the last event of a customer has left the window', async () => {
    const first = await refreshed(warehouse(), { id: 1, asOf: noon })
    const second = await refreshed(warehouse(), { id: 2, asOf: noon + day, after: first })
    expect(await movesOf(warehouse(), 2)).toEqual([
      'berta buyers in>out clock',
      'berta idle out>in clock',
      'berta lifecycle active>out clock',
    ])
    expect(second.outcome.moves).toEqual({ data: 0, clock: 3, definition: 0 })
    expect(sizesOf(second).slice(0, 2)).toEqual(['buyers 1 1000000 +0 -1', 'idle 3 370000 +1 -0'])
    expect(await idsIn(warehouse(), second, 'idle')).toEqual(['berta', 'cyril', 'dana'])
  })

  test('news of what a definition does not read leaves its move to the clock', async () => {
    const first = await refreshed(warehouse(), { id: 1, asOf: noon })
    await warehouse().append({
      customers: [customer('berta', noon + 1, { score: 1 })],
      events: [happened('4', 'berta', 'visit', noon + 1), happened('5', 'berta', 'call', noon + 1)],
    })
    await refreshed(warehouse(), { id: 2, asOf: noon + day, after: first })
    expect(await movesOf(warehouse(), 2)).toEqual([
      'berta buyers in>out clock',
      'berta callers out>in data',
      'berta idle out>in clock',
      'berta lifecycle active>out clock',
    ])
  })

  test('an event known before whose instant had not come is news when it comes', async () => {
    await warehouse().append({ customers: [], events: [bought('4', 'cyril', noon + 10, 5)] })
    const first = await refreshed(warehouse(), { id: 1, asOf: noon })
    await refreshed(warehouse(), { id: 2, asOf: noon + 10, after: first })
    expect(await movesOf(warehouse(), 2)).toEqual([
      'cyril buyers out>in data',
      'cyril idle in>out data',
      'cyril lifecycle out>active data',
    ])
  })

  test('news of each of many kinds of events moves what reads that kind', async () => {
    const segments = manyKinds.map(kind => segment(kind, `did(${kind}, 1h)`))
    const change = { segments, segmentations: [] }
    await warehouse().append({
      customers: [],
      events: manyKinds.map(kind => happened(`old ${kind}`, 'anna', kind, noon - 1)),
    })
    const first = await refreshed(warehouse(), { id: 1, asOf: noon, change })
    const news = ['kind_0', 'kind_63', 'kind_64', 'kind_69']
    await warehouse().append({
      customers: [],
      events: news.map(kind => happened(`late ${kind}`, 'anna', kind, noon - 2)),
    })
    const second = await refreshed(warehouse(), { id: 2, asOf: noon + day, after: first, change })
    expect(second.outcome.moves).toEqual({ data: news.length, clock: 70 - news.length, definition: 0 })
    const byData = (await movesOf(warehouse(), 2)).filter(move => move.endsWith('data'))
    expect(byData).toEqual(news.map(kind => `anna ${kind} in>out data`))
  })

  test('nothing new: nobody moves', async () => {
    const first = await refreshed(warehouse(), { id: 1, asOf: noon })
    const second = await refreshed(warehouse(), { id: 2, asOf: noon, after: first })
    expect(second.outcome.moves).toEqual({ data: 0, clock: 0, definition: 0 })
    expect(await movesOf(warehouse(), 2)).toEqual([])
  })
}

function otherDefinitions(warehouse: Open): void {
  test('another definition, a new one and one that is gone move by definition; the order of segments may change', async () => {
    const first = await refreshed(warehouse(), { id: 1, asOf: noon })
    const change = {
      segments: [
        segment('czech', 'country = "CZ"'),
        segment('rich', 'sum(purchase.amount) >= 30'),
        segment('buyers', 'did(purchase, 90d)', true),
        segment('callers', 'did(call, 2d)'),
      ],
      segmentations: [segmentation(firstMatch('lifecycle', { out: 'never(purchase)' }, 'customer'), true)],
    }
    const second = await refreshed(warehouse(), { id: 2, asOf: noon + 1, after: first, change })
    expect(await movesOf(warehouse(), 2)).toEqual([
      'anna rich out>in definition',
      'anna lifecycle active>customer definition',
      'berta rich out>in definition',
      'berta lifecycle active>customer definition',
      'cyril idle in>out definition',
      'dana buyers out>in definition',
      'dana idle in>out definition',
      'dana lifecycle out>customer definition',
    ])
    expect(sizesOf(second)).toEqual([
      'czech 1 1000000 +0 -0',
      'rich 2 1300000 +2 -0',
      'buyers 3 1370000 +1 -0',
      'callers 0 0 +0 -0',
      'lifecycle.out 1 0 +0 -1',
      'lifecycle.customer 3 1370000 +3 -0',
    ])
  })

  test('a segmentation that is gone is left, and entered again when it is back', async () => {
    const first = await refreshed(warehouse(), { id: 1, asOf: noon })
    const none = { segments: [], segmentations: [] }
    const second = await refreshed(warehouse(), { id: 2, asOf: noon, after: first, change: none })
    expect((await movesOf(warehouse(), 2)).filter(move => move.includes('lifecycle'))).toEqual([
      'anna lifecycle active> definition',
      'berta lifecycle active> definition',
      'cyril lifecycle out> definition',
      'dana lifecycle out> definition',
    ])
    await refreshed(warehouse(), { id: 3, asOf: noon, after: second })
    expect((await movesOf(warehouse(), 3)).filter(move => move.includes('anna'))).toEqual([
      'anna buyers out>in definition',
      'anna czech out>in definition',
      'anna lifecycle >active definition',
    ])
  })

  test('what failed is carried over as it stands, and evaluated again later', async () => {
    const first = await refreshed(warehouse(), { id: 1, asOf: noon })
    await warehouse().append({
      customers: [customer('emil', 0)],
      events: [bought('4', 'cyril', noon + 1, 5)],
    })
    const change = {
      segments: definitions.segments.filter(({ id }) => id !== 'idle'),
      segmentations: [],
      carried: [
        { kind: 'segment', id: 'idle' },
        { kind: 'segmentation', id: 'lifecycle' },
        { kind: 'segment', id: 'never there' },
      ],
    } as const
    const second = await refreshed(warehouse(), { id: 2, asOf: noon + 2, after: first, change })
    const { segments, segmentations } = second.outcome.layout
    // Their places are the store's own business; all of them have one.
    expect(segments.toSorted()).toEqual(['buyers', 'callers', 'czech', 'idle'])
    expect(segmentations).toEqual(first.outcome.layout.segmentations)
    expect(await idsIn(warehouse(), second, 'idle')).toEqual(['cyril', 'dana'])
    expect(await movesOf(warehouse(), 2)).toEqual(['cyril buyers out>in data', 'emil lifecycle >out data'])
    expect(sizesOf(second).slice(3)).toEqual([
      'idle 2 120000 +0 -0',
      'lifecycle.active 2 1300000 +0 -0',
      'lifecycle.known 0 0 +0 -0',
      'lifecycle.out 3 120000 +1 -0',
    ])
    const third = await refreshed(warehouse(), { id: 3, asOf: noon + 2, after: second })
    expect(await idsIn(warehouse(), third, 'idle')).toEqual(['dana', 'emil'])
  })

  test('of many definitions, in several words', async () => {
    const segments = Array.from({ length: 150 }, (_, index) =>
      segment(`over_${index}`, `sum(purchase.amount) > ${index}`),
    )
    const first = await refreshed(warehouse(), { id: 1, asOf: noon, change: { segments } })
    const expected = segments.map((_, index) => [100, 30, 7, 0].filter(sum => sum > index).length)
    expect(first.outcome.results.slice(0, 150).map(({ size }) => size)).toEqual(expected)
    const reversed = { segments: segments.toReversed().slice(3) }
    await refreshed(warehouse(), { id: 2, asOf: noon, after: first, change: reversed })
    expect(await movesOf(warehouse(), 2)).toEqual([])
    const fewer = { segments: segments.slice(20).toReversed() }
    const third = await refreshed(warehouse(), { id: 3, asOf: noon, after: first, change: fewer })
    expect(third.outcome.moves).toEqual({ data: 0, clock: 0, definition: 20 + 20 + 7 })
  })
}
