import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { day, noon, openShop, purchase, type Shop } from '../testing/shop.ts'

let shop: Shop
beforeEach(async () => {
  shop = await openShop({ uploads: tmpdir() })
})
afterEach(() => shop.close())

const sold = (customer: string, amount: string, more: object = {}) => ({
  customer,
  event: 'purchase',
  properties: { amount, category: 'books' },
  ...more,
})

describe('a customer, live', () => {
  it('is answered from the last refresh where the workspace is not live, and as of now where it is', async () => {
    const { client } = shop
    await client.refresh()
    expect(await client.customer({ id: 'anna' })).toMatchObject({ live: false, event_count: 2 })
    await shop.startLive()
    shop.setNow(noon + 5_000)
    const outcome = await client.sendEvents({ events: [sold('anna', '19.90', { id: 'p9' })] })
    expect(outcome).toMatchObject({ accepted: 1, outcomes: [{ outcome: 'accepted', id: 'p9' }] })
    const live = await client.customer({ id: 'anna' })
    expect(live).toMatchObject({ live: true, as_of: '2026-06-01T10:00:05.000Z', event_count: 3 })
    // No definition reads the category, so that live keeps nothing of it: the warehouse has it.
    await client.parity({})
    const [latest] = (await client.customer({ id: 'anna' })).last_events
    expect(latest?.properties.map(({ name }) => name)).toEqual(['amount', 'category'])
    expect(live.features).toMatchObject([{ name: 'spend', type: 'money', value: '1219.9' }])
    expect(live.segments.map(({ id }) => id)).toEqual(['buyers', 'big_spenders'])
    expect(live.last_events[0]).toMatchObject({ id: 'p9', event: 'purchase' })
    const explained = await client.explain({ id: 'anna', definition: 'big_spenders' })
    expect(explained).toMatchObject({ live: true, explanations: [{ member: true, kind: 'segment' }] })
    // The past stays what it was.
    const before = await client.customer({ id: 'anna', as_of: '2026-06-01T10:00:00Z' })
    expect(before).toMatchObject({ live: false, event_count: 2 })
  })

  it('says since when and by which event, and stays in until the window lets go', async () => {
    const { client } = shop
    await shop.startLive()
    shop.setNow(noon + 1_000)
    await client.sendEvents({ events: [sold('dora', '5', { id: 'first' })] })
    const [buyers] = (await client.customer({ id: 'dora' })).segments
    expect(buyers).toMatchObject({
      id: 'buyers',
      since: '2026-06-01T10:00:01.000Z',
      cause: 'data',
      event: 'first',
    })
    shop.setNow(noon + 1_000 + 30 * day)
    expect((await client.customer({ id: 'dora' })).segments).toEqual([])
  })

  it('of where she stood before live looked, since when is what refreshes recorded; of moves since, what live saw', async () => {
    const { client } = shop
    await client.refresh()
    await shop.startLive()
    shop.setNow(noon + 1_000)
    await client.sendEvents({ events: [sold('dora', '5', { id: 'first' })] })
    const { segments, segmentations } = await client.customer({ id: 'anna' })
    const recorded = { since: '2026-06-01T10:00:00.000Z', cause: 'definition' }
    expect(segments).toMatchObject([
      { id: 'buyers', ...recorded },
      { id: 'big_spenders', ...recorded },
    ])
    expect(segmentations).toMatchObject([{ class: 'active', ...recorded }, { class: 'top' }])
    expect((await client.customer({ id: 'dora' })).segments).toMatchObject([
      { id: 'buyers', since: '2026-06-01T10:00:01.000Z', cause: 'data' },
    ])
  })

  it('in a hurry: where she stands, and the first thing in the way of every other segment', async () => {
    const { client } = shop
    await shop.startLive()
    shop.setNow(noon + 1_000)
    await client.sendEvents({ events: [sold('č"\\👩‍🚀', '0.5')] })
    const now = await client.customerNow({ id: 'č"\\👩‍🚀' })
    expect(now).toEqual({
      id: 'č"\\👩‍🚀',
      as_of: '2026-06-01T10:00:01.000Z',
      definitions_version: 1,
      features: { spend: '0.5' },
      segments: [{ id: 'buyers', since: '2026-06-01T10:00:01.000Z' }],
      classes: expect.arrayContaining([
        { id: 'lifecycle', class: 'active', since: expect.stringContaining('2026-06-01T10:00:01') },
      ]),
      outside: [{ id: 'big_spenders', reason: expect.stringContaining('1,000') }],
    })
    await expect(client.customerNow({ id: 'nobody' })).rejects.toMatchObject({
      status: 404,
      code: 'customer_unknown',
    })
  })

  it('in a hurry says the same as the long answer, for everybody', async () => {
    const { client } = shop
    await shop.startLive()
    for (const id of ['anna', 'bob', 'carl', 'dora']) {
      const long = await client.customer({ id })
      const now = await client.customerNow({ id })
      expect(now.segments.map(each => each.id)).toEqual(long.segments.map(each => each.id))
      expect(now.classes.map(each => [each.id, each.class])).toEqual(
        long.segmentations.map(each => [each.id, each.class]),
      )
      expect(now.features).toEqual(Object.fromEntries(long.features.map(({ name, value }) => [name, value])))
      expect(now.segments.length + now.outside.length).toBe(2)
    }
  })
})

describe('what comes another way', () => {
  it('is taken in after a refresh, an apply or an import', async () => {
    const { client } = shop
    await shop.startLive()
    await shop.append([purchase('p8', 'dora', noon - day, 3)])
    await client.refresh()
    await expect.poll(async () => (await client.customer({ id: 'dora' })).event_count).toBe(1)
    const text = 'segments: { cheap: { when: spend < 10 } }'
    await client.apply({ files: [{ name: 'more.yaml', text }] })
    await expect.poll(async () => (await client.live()).definitions_version).toBe(2)
    const dora = async () => (await client.customerNow({ id: 'dora' })).segments.map(({ id }) => id)
    await expect.poll(dora).toEqual(['buyers', 'cheap'])
  })
})

describe('live and batch', () => {
  it('agree, once the warehouse has everything', async () => {
    const { client } = shop
    await client.refresh()
    await shop.startLive()
    await client.sendEvents({
      events: [sold('eva', '1000'), sold('bob', '900'), sold('carl', '1', { at: '2026-05-01' })],
    })
    await client.sendCustomers({ customers: [{ id: 'zoe', attributes: { country: 'CZ' } }] })
    const steps: number[] = []
    const parity = await client.parity({}, { progress: ({ done }) => steps.push(done) })
    expect(parity).toMatchObject({ customers: 6, differences: 0, examples: [] })
    expect(parity.compared).toBeGreaterThan(0)
    expect((await client.workspace()).events).toBe(7)
    expect(await client.live()).toMatchObject({ customers: 6, outbox: { depth: 0 }, accepted: { events: 3 } })
    expect((await client.health()).live).toMatchObject({ customers: 6 })
  })
})

describe('identities', () => {
  it('are joined and parted again by hand', async () => {
    const { client } = shop
    await shop.startLive()
    await client.sendEvents({ events: [sold('cookie-1', '300', { id: 'anonymous' })] })
    const alias = await client.alias({ anonymous: 'cookie-1', customer: 'dora' })
    expect(alias).toMatchObject({ from: 'cookie-1', into: 'dora', by: 'alias' })
    expect(await client.customer({ id: 'cookie-1' })).toMatchObject({ id: 'dora', event_count: 1 })
    const merged = await client.merge({ from: 'carl', into: 'bob' })
    expect(merged).toMatchObject({ from: 'carl', into: 'bob', by: 'hand', author: 'test' })
    expect((await client.customer({ id: 'carl' })).features).toMatchObject([{ value: '550.5' }])
    expect((await client.merges()).merges.map(({ id }) => id)).toEqual([merged.id, alias.id])
    const undone = await client.unmerge({ id: merged.id })
    expect(undone).toMatchObject({ id: merged.id, undone_at: expect.any(String) })
    expect((await client.customer({ id: 'carl' })).features).toMatchObject([{ value: '450' }])
    await expect(client.merge({ from: 'bob', into: 'bob' })).rejects.toMatchObject({ status: 409 })
    await expect(client.unmerge({ id: 99 })).rejects.toBeInstanceOf(Error)
  })
})
