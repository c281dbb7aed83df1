import { expect, test, vi } from 'vitest'
import { AwayWarehouse } from './away-warehouse.ts'
import { event, LiveWorld } from './live-world.ts'
import { noDifference } from './no-difference.ts'
import { sharedProfiles } from './shared-profiles.ts'

const [minute, day] = [60_000, 86_400_000]
/** 1 June 2026, noon in Prague. */
const start = Date.UTC(2026, 5, 1, 10)

/** The stores beside live: a warehouse that is away or is filled by others, two processes over one store, and what is let go. */
export function liveStoreCases(opened: () => LiveWorld): void {
  test('what comes to the warehouse by other ways is taken in', async () => {
    const world = opened()
    await world.send(event('anna', 'visit', start))
    await world.live.drained()
    const before = await world.live.newestTransition()
    const properties = new Map([['amount', 20_000_000]])
    await world.stores.warehouse.append({
      customers: [{ id: 'carl', since: 0, attributes: new Map([['country', 'CZ']]) }],
      events: [{ id: 'p9', customer: 'anna', event: 'purchase', at: start - day, properties }],
    })
    expect(await world.standing('anna')).not.toContain('big')
    await world.live.catchUp()
    expect(await world.standing('anna')).toEqual(
      expect.arrayContaining(['big', 'buyers', 'lifecycle:active']),
    )
    expect(await world.standing('carl')).toEqual(['czech', 'lifecycle:lapsed'])
    expect(await world.moves(before)).toEqual([
      'anna buyers out>in data',
      'anna big out>in data',
      'anna lifecycle lapsed>active data',
      'carl czech out>in data',
      'carl lifecycle >lapsed data',
    ])
    await noDifference(world)
  })

  test('an event the warehouse had already is not counted twice live', async () => {
    const world = opened()
    const properties = new Map([['amount', 6_000_000]])
    await world.stores.warehouse.append({
      customers: [],
      events: [{ id: 'p1', customer: 'anna', event: 'purchase', at: start, properties }],
    })
    await world.send(
      event('anna', 'purchase', start, 'p1', { amount: 600 }),
      event('anna', 'purchase', start, 'p2', { amount: 600 }),
      event('anna', 'purchase', start, 'p2', { amount: 700 }),
    )
    await noDifference(world)
    expect((await world.live.customer('anna')).features.get('spend_90d')).toBe(12_000_000)
  })

  test('while the warehouse is away everything goes on, and it gets all of it once it is back', async () => {
    const world = opened()
    await world.live.close()
    const away = new AwayWarehouse(world.stores.warehouse)
    const stores = { ...world.stores, warehouse: away.warehouse }
    const other = new LiveWorld(stores, start)
    await other.start()
    away.isAway = true
    await other.send(event('anna', 'call', start, 'c1'), event('anna', 'newsletter', start, 'n1'))
    await other.pass(31 * minute)
    expect(await other.standing('anna')).toEqual(['lifecycle:lapsed'])
    expect(await other.live.newestTransition()).toBe(3)
    const { outbox } = await other.live.status()
    expect(outbox).toMatchObject({ depth: 5, age: 31 * minute, failure: 'away' })
    expect(other.troubles.length).toBeLessThan(60)
    away.isAway = false
    await other.pass(2 * minute)
    await other.live.drained()
    expect((await other.live.status()).outbox).toEqual({ depth: 0, age: 0 })
    expect((await world.stores.warehouse.counts()).events).toBe(2)
    expect((await other.live.parity()).examples).toEqual([])
    await other.live.close()
  })

  test('before the outbox outgrows its limit new requests are told to wait', async () => {
    const world = opened()
    await world.live.close()
    const away = new AwayWarehouse(world.stores.warehouse)
    const other = new LiveWorld({ ...world.stores, warehouse: away.warehouse }, start, {
      outboxEntries: 10,
    })
    await other.start()
    away.isAway = true
    for (let at = 0; at < 9; at += 1) await other.send(event('anna', 'newsletter', start, `n${at}`))
    await expect(other.send(event('anna', 'newsletter', start, 'n10'))).rejects.toMatchObject({
      code: 'live_busy',
      details: { seconds: 10 },
    })
    away.isAway = false
    await other.live.drained()
    expect(await other.send(event('anna', 'newsletter', start, 'n10'))).toMatchObject([
      { outcome: 'accepted' },
    ])
    await other.live.close()
  })

  test('two processes over one store lose nothing of each other, and count nothing twice', async () => {
    const world = opened()
    await world.live.close()
    const worlds = [new LiveWorld(world.stores, start), new LiveWorld(world.stores, start)]
    for (const each of worlds) await each.start(sharedProfiles(world.stores.profiles))
    const sending = Array.from({ length: 20 }, (_, at) =>
      worlds.map(each =>
        each.send(
          event('anna', 'purchase', start, `p${at}`, { amount: 1 }),
          event('anna', 'visit', start, `v${at}-${worlds.indexOf(each)}`),
        ),
      ),
    )
    const outcomes = (await Promise.all(sending.flat())).flat()
    expect(outcomes.filter(({ outcome }) => outcome === 'duplicate')).toHaveLength(20)
    for (const each of worlds) {
      expect((await each.live.customer('anna')).features.get('spend_90d')).toBe(200_000)
      await each.live.drained()
    }
    expect((await world.stores.warehouse.counts()).events).toBe(60)
    expect((await worlds[0]?.live.status())?.accepted).toMatchObject({ events: 60, duplicates: 20 })
    for (const each of worlds) await each.live.close()
  })

  test('old moves and answers to requests are forgotten, numbers go on', async () => {
    const world = opened()
    await world.live.close()
    const other = new LiveWorld(world.stores, start, { transitions: 3 })
    await other.start()
    await other.live.ingest([event('anna', 'call', start, 'c1')], 'k')
    for (const id of ['a', 'b', 'c']) await other.send(event(id, 'call'))
    await other.pass(2 * minute)
    await other.send(event('d', 'call'))
    await vi.waitFor(async () => expect(await other.live.oldestTransition()).toBe(8))
    expect(await other.live.newestTransition()).toBe(10)
    expect((await other.live.transitions({ after: 0, limit: 9 })).map(({ seq }) => seq)).toEqual([8, 9, 10])
    await other.pass(day + minute)
    await other.send(event('d', 'visit'))
    await vi.waitFor(async () => expect(await world.stores.profiles.count('requests')).toBe(0))
    await other.live.close()
  })
}
