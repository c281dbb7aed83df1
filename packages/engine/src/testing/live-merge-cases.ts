import { beforeEach, describe, expect, test } from 'vitest'
import { mergeRefreshCases } from './live-merge-refresh-cases.ts'
import {
  cookieIntoAnna,
  empty,
  ever,
  everything,
  hour,
  noon,
  type OpenLive,
  threeOfThem,
  viewOf,
} from './live-merged.ts'
import {
  bought,
  checkedText,
  collected,
  condition,
  contextAt,
  customer,
  happened,
  populationSchema,
} from './population-words.ts'
import type { WarehouseOfLive } from './warehouse-live-suite.ts'

/** Two customers who become one, and two again. */
export function mergeCases(open: () => Promise<WarehouseOfLive>): void {
  describe('merges', () => {
    let warehouse: WarehouseOfLive
    beforeEach(async () => {
      warehouse = await open()
      await warehouse.declare(populationSchema)
      await warehouse.append(threeOfThem)
    })
    asOne(() => warehouse)
    asTwo(() => warehouse)
    oneAfterTheOther(() => warehouse)
    mergeRefreshCases(() => warehouse)
  })
}

function asOne(warehouse: OpenLive): void {
  test('two are one at any instant, each event once, and the first is nobody', async () => {
    await warehouse().merge(cookieIntoAnna)
    expect(await warehouse().customer('cookie', ever)).toBeUndefined()
    expect(await warehouse().customer('cookie', noon - 4 * hour)).toBeUndefined()
    expect(await viewOf(warehouse(), 'anna', ever)).toEqual({
      since: noon - 5 * hour,
      attributes: { country: 'CZ', score: 7, member: true },
      events: [
        ['1', 100_000],
        ['2', 4_000_000],
        ['3', undefined],
      ],
    })
    expect(await viewOf(warehouse(), 'anna', noon - 4 * hour)).toEqual({
      since: noon - 5 * hour,
      attributes: { country: 'SK', score: 7 },
      events: [['1', 100_000]],
    })
    expect(await warehouse().counts()).toMatchObject({
      customers: 2,
      events: 3,
      perEvent: new Map([
        ['purchase', 2],
        ['visit', 1],
      ]),
    })
    expect(await warehouse().findCustomers('', 9)).toEqual(['anna', 'berta'])
    expect(await warehouse().findCustomers('ook', 9)).toEqual([])
  })

  test('every question about the population sees one, of now and of the past', async () => {
    await warehouse().merge(cookieIntoAnna)
    for (const asOf of [noon + 2 * hour, noon - 2 * hour]) {
      const context = contextAt(asOf)
      const columns = new Map([
        ['spent', checkedText('sum(purchase.amount)')],
        ['score', checkedText('score')],
      ])
      const rows = await collected(warehouse().rows({ context, columns }))
      const spent = asOf > noon ? 4_100_000 : 100_000
      expect(rows).toEqual([
        { customer: 'anna', values: [spent, 7] },
        { customer: 'berta', values: [0, undefined] },
      ])
      const conditions = new Map([['scored', condition('score = 7')]])
      const { customers, sizes } = await warehouse().sizes({ context, conditions })
      expect([customers, sizes.get('scored')?.size]).toEqual([2, 1])
    }
    const histories = await collected(
      warehouse().histories({ asOf: noon, events: new Map([['purchase', { properties: ['amount'] }]]) }),
    )
    expect(histories.map(({ id, since, events }) => [id, since, events.map(event => event.id)])).toEqual([
      ['anna', noon - 5 * hour, ['1', '2']],
      ['berta', 0, []],
    ])
    expect(
      await collected(warehouse().histories({ asOf: noon, events: new Map(), customers: ['cookie'] })),
    ).toEqual([])
  })

  test('of what both say of one attribute at one instant, the second is right', async () => {
    await warehouse().append({
      customers: [customer('a', noon, { country: 'SK', score: 1 }), customer('b', noon, { country: 'CZ' })],
      events: [],
    })
    await warehouse().append({ customers: [customer('a', noon, { score: 2, country: 'PL' })], events: [] })
    await warehouse().merge({ id: 'm', from: 'a', into: 'b', at: noon })
    expect((await viewOf(warehouse(), 'b', ever)).attributes).toEqual({ country: 'CZ', score: 2 })
  })

  test('asked for again it changes nothing', async () => {
    await warehouse().merge(cookieIntoAnna)
    const [batch, counts] = [await warehouse().batch(), await warehouse().counts()]
    await warehouse().merge(cookieIntoAnna)
    await warehouse().merge({ ...cookieIntoAnna, into: 'berta' })
    expect([await warehouse().batch(), await warehouse().counts()]).toEqual([batch, counts])
  })

  test('what is said of the first from then on is said of the second', async () => {
    await warehouse().merge(cookieIntoAnna)
    await warehouse().append({
      customers: [customer('cookie', noon + hour, { limit: 5 })],
      events: [happened('4', 'cookie', 'visit', noon + hour)],
    })
    const again = {
      ...empty,
      id: 'd',
      events: [bought('1', 'cookie', noon, 1), happened('5', 'cookie', 'call', noon + 2 * hour)],
    }
    const { duplicateEvents } = await warehouse().deliver(again)
    expect(duplicateEvents).toEqual([{ customer: 'cookie', id: '1' }])
    const { attributes, events } = await viewOf(warehouse(), 'anna', ever)
    expect(attributes).toMatchObject({ limit: 5 })
    expect(events.map(([id]) => id)).toEqual(['1', '2', '3', '4', '5'])
    expect(await warehouse().customer('cookie', ever)).toBeUndefined()
  })

  test('with somebody nobody has heard of, either way', async () => {
    await warehouse().merge({ id: 'm', from: 'cookie', into: 'new', at: noon })
    expect(await viewOf(warehouse(), 'new', ever)).toEqual({
      since: noon - 5 * hour,
      attributes: { country: 'SK', score: 7, member: true },
      events: [
        ['1', 100_000],
        ['2', 200_000],
      ],
    })
    await warehouse().merge({ id: 'n', from: 'stranger', into: 'anna', at: noon })
    await warehouse().append({ customers: [], events: [happened('9', 'stranger', 'visit', noon)] })
    expect((await viewOf(warehouse(), 'anna', ever)).events.map(([id]) => id)).toEqual(['2', '3', '9'])
    expect(await warehouse().findCustomers('', 9)).toEqual(['anna', 'berta', 'new'])
  })
}

function asTwo(warehouse: OpenLive): void {
  test('undone, both are what they were', async () => {
    const before = await everything(warehouse())
    await warehouse().merge(cookieIntoAnna)
    await warehouse().unmerge({ id: 'm1', at: noon + 2 * hour })
    expect(await everything(warehouse())).toEqual(before)
    await warehouse().unmerge({ id: 'm1', at: noon + 2 * hour })
    expect(await everything(warehouse())).toEqual(before)
    const number = await warehouse().batch()
    await warehouse().merge(cookieIntoAnna)
    expect([await warehouse().batch(), await everything(warehouse())]).toEqual([number, before])
  })

  test('undone, what came since stays with the second', async () => {
    await warehouse().merge(cookieIntoAnna)
    await warehouse().append({
      customers: [customer('anna', noon + hour, { limit: 5 })],
      events: [happened('4', 'anna', 'visit', noon + hour), happened('5', 'cookie', 'visit', noon + hour)],
    })
    await warehouse().unmerge({ id: 'm1', at: noon + 2 * hour })
    expect(await viewOf(warehouse(), 'anna', ever)).toEqual({
      since: noon - 3 * hour,
      attributes: { country: 'CZ', limit: 5 },
      events: [
        ['2', 4_000_000],
        ['3', undefined],
        ['4', undefined],
        ['5', undefined],
      ],
    })
    expect((await viewOf(warehouse(), 'cookie', ever)).events.map(([id]) => id)).toEqual(['1', '2'])
    await warehouse().append({ customers: [], events: [happened('6', 'cookie', 'visit', noon + hour)] })
    expect((await viewOf(warehouse(), 'cookie', ever)).events.map(([id]) => id)).toEqual(['1', '2', '6'])
  })

  test('undone, a second of whom nothing else is known is nobody again, and with events known from the first on', async () => {
    await warehouse().merge({ id: 'm', from: 'cookie', into: 'new', at: noon })
    await warehouse().merge({ id: 'n', from: 'berta', into: 'newer', at: noon })
    await warehouse().append({
      customers: [],
      events: [happened('4', 'newer', 'visit', noon + hour), happened('5', 'newer', 'visit', noon)],
    })
    await warehouse().unmerge({ id: 'm', at: noon })
    await warehouse().unmerge({ id: 'n', at: noon })
    expect(await warehouse().customer('new', ever)).toBeUndefined()
    expect(await warehouse().customer('newer', ever)).toMatchObject({ since: noon, attributes: new Map() })
    const context = contextAt(noon + 9 * hour)
    const rows = await collected(
      warehouse().rows({ context, columns: new Map([['visits', checkedText('count(visit)')]]) }),
    )
    expect(rows.map(({ customer: id, values }) => [id, values[0]])).toEqual([
      ['anna', 1],
      ['berta', 0],
      ['cookie', 0],
      ['newer', 2],
    ])
  })

  test('after it they may become one once more', async () => {
    await warehouse().merge(cookieIntoAnna)
    await warehouse().unmerge({ id: 'm1', at: noon })
    await warehouse().merge({ ...cookieIntoAnna, id: 'm2' })
    expect((await viewOf(warehouse(), 'anna', ever)).events.map(([id]) => id)).toEqual(['1', '2', '3'])
    expect(await warehouse().counts()).toMatchObject({ customers: 2, events: 3 })
  })

  test('histories of customers a merge or its end speaks of are asked for by batch', async () => {
    const touched = async (sinceBatch: number) =>
      (await collected(warehouse().histories({ asOf: noon, events: new Map(), sinceBatch }))).map(
        ({ id }) => id,
      )
    const first = await warehouse().batch()
    await warehouse().merge(cookieIntoAnna)
    expect(await touched(first)).toEqual(['anna'])
    const second = await warehouse().batch()
    await warehouse().unmerge({ id: 'm1', at: noon })
    expect(await touched(second)).toEqual(['anna', 'cookie'])
  })
}

function oneAfterTheOther(warehouse: OpenLive): void {
  test('three become one, and are parted again, the latest first', async () => {
    const before = await everything(warehouse())
    await warehouse().merge({ id: '1', from: 'cookie', into: 'anna', at: noon })
    const between = await everything(warehouse())
    await warehouse().merge({ id: '2', from: 'anna', into: 'berta', at: noon })
    expect((await viewOf(warehouse(), 'berta', ever)).events.map(([id]) => id)).toEqual(['1', '2', '3'])
    expect(await warehouse().findCustomers('', 9)).toEqual(['berta'])
    await warehouse().append({ customers: [], events: [happened('4', 'cookie', 'visit', noon)] })
    expect((await viewOf(warehouse(), 'berta', ever)).events.map(([id]) => id)).toContain('4')
    await expect(warehouse().unmerge({ id: '1', at: noon })).rejects.toMatchObject({
      code: 'merge_built_upon',
      message: expect.stringContaining('Undo merge 2 first'),
    })
    await warehouse().unmerge({ id: '2', at: noon })
    expect((await everything(warehouse())).anna).toEqual(between.anna)
    await warehouse().unmerge({ id: '1', at: noon })
    const after = await everything(warehouse())
    expect([after.anna, after.cookie]).toEqual([before.anna, before.cookie])
    expect(after.berta?.events.map(([id]) => id)).toEqual(['4'])
  })

  test('two into a third are parted in any order, unless one stood in the way of the other', async () => {
    await warehouse().merge({ id: '1', from: 'cookie', into: 'third', at: noon })
    await warehouse().merge({ id: '2', from: 'berta', into: 'third', at: noon })
    await warehouse().unmerge({ id: '1', at: noon })
    expect(await viewOf(warehouse(), 'third', ever)).toEqual({
      since: undefined,
      attributes: { country: 'DE' },
      events: [],
    })
    await warehouse().merge({ id: '3', from: 'cookie', into: 'third', at: noon })
    await warehouse().merge({ id: '4', from: 'anna', into: 'third', at: noon })
    // Event 2 is one of both.
    await expect(warehouse().unmerge({ id: '3', at: noon })).rejects.toMatchObject({
      code: 'merge_built_upon',
    })
    await warehouse().unmerge({ id: '4', at: noon })
    await warehouse().unmerge({ id: '3', at: noon })
    expect((await viewOf(warehouse(), 'cookie', ever)).events.map(([id]) => id)).toEqual(['1', '2'])
  })
}
