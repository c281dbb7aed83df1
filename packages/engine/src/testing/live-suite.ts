import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { refreshAll } from '../pipeline/refresh.ts'
import { AwayWarehouse } from './away-warehouse.ts'
import { liveDefinitions, withLiveSegments } from './live-definitions.ts'
import { event, type LiveStores, LiveWorld, patch } from './live-world.ts'
import { sharedProfiles } from './shared-profiles.ts'

export interface LiveSuite {
  readonly name: string
  /** New, empty stores, migrated. */
  open(): Promise<LiveStores>
  /** Why it cannot be tested here. */
  readonly skip?: string
}

/** Describes a suite; where it cannot be run, its title says why. */
export function describeLive({ name, skip }: LiveSuite, what: string, tests: () => void): void {
  const title = skip === undefined ? `${name}: ${what}` : `${name}: ${what} (skipped: ${skip})`
  describe.skipIf(skip !== undefined)(title, tests)
}

const [minute, day] = [60_000, 86_400_000]
/** 1 June 2026, noon in Prague. */
const start = Date.UTC(2026, 5, 1, 10)

/** The live half over real stores, with a clock moved by hand. */
export function liveSuite(suite: LiveSuite): void {
  const { open } = suite
  describeLive(suite, 'live', () => {
    let world: LiveWorld

    beforeEach(async () => {
      world = new LiveWorld(await open(), start)
      await world.define(liveDefinitions)
      await world.start()
    })
    afterEach(async () => {
      await world.live.close()
      await world.stores.warehouse.close()
      await world.stores.catalog.close()
      await world.stores.profiles.close()
    })
    const noDifference = async () => {
      const parity = await world.live.parity()
      expect(parity.examples).toEqual([])
      expect(parity.differences).toBe(0)
      return parity
    }

    test('a customer enters by an event and leaves at minute 30, to the millisecond, with no event', async () => {
      await world.send(event('anna', 'call', start, 'c1', { topic: 'bill' }))
      expect(await world.standing('anna')).toEqual(['calling', 'lifecycle:lapsed'])
      await world.pass(30 * minute - 1)
      expect(await world.standing('anna')).toContain('calling')
      await world.pass(1)
      expect(await world.standing('anna')).not.toContain('calling')
      await vi.waitFor(async () => expect(await world.live.newestTransition()).toBe(3))
      const [entered, known, left] = await world.live.transitions({ after: 0, limit: 10 })
      expect(entered).toMatchObject({
        definition: 'calling',
        from: 'out',
        to: 'in',
        cause: 'data',
        at: start,
        event: 'c1',
      })
      expect(known).toMatchObject({ definition: 'lifecycle', from: '', to: 'lapsed', cause: 'data' })
      expect(left).toMatchObject({
        definition: 'calling',
        from: 'in',
        to: 'out',
        cause: 'clock',
        at: start + 30 * minute,
      })
      await noDifference()
    })

    test('after a long sleep every timer is made up for in order, at its own instant', async () => {
      await world.send(event('anna', 'call', start), event('bob', 'purchase', start, 'p1', { amount: 1500 }))
      world.kill()
      world.now = start + 100 * day
      await world.start()
      await world.pass(0)
      await vi.waitFor(async () => expect(await world.live.newestTransition()).toBe(10))
      const moves = await world.live.transitions({ after: 5, limit: 10 })
      expect(moves.map(({ at, definition, to }) => [(at - start) / day, definition, to])).toEqual([
        [30 / 1440, 'calling', 'out'],
        [30, 'lifecycle', 'lapsing'],
        [90, 'buyers', 'out'],
        [90, 'big', 'out'],
        [90, 'lifecycle', 'lapsed'],
      ])
      await noDifference()
    })

    test('an event sent twice counts once, in either store', async () => {
      const one = event('anna', 'purchase', start, 'p1', { amount: '600.0001' })
      expect(await world.send(one, one)).toEqual([
        { outcome: 'accepted', id: 'p1' },
        { outcome: 'duplicate', id: 'p1' },
      ])
      expect(await world.send(one)).toEqual([{ outcome: 'duplicate', id: 'p1' }])
      expect((await world.live.customer('anna')).features.get('spend_90d')).toBe(6_000_001)
      await world.live.drained()
      expect((await world.stores.warehouse.counts()).events).toBe(1)
    })

    test('a late event corrects membership, and the move says so', async () => {
      await world.send(event('anna', 'purchase', start, 'p2', { amount: 500 }))
      await world.pass(5 * minute)
      await world.send(event('anna', 'purchase', start - 10 * day, 'p1', { amount: 500 }))
      expect((await world.moves()).at(-1)).toBe('anna big out>in data late')
      await world.pass(80 * day - 5 * minute)
      await vi.waitFor(async () => expect((await world.moves()).at(-1)).toBe('anna big in>out clock'))
      await noDifference()
    })

    test('a sequence is settled by time alone, and by what comes in between out of order', async () => {
      await world.send(event('anna', 'visit', start))
      await world.pass(60 * minute)
      await vi.waitFor(async () => expect(await world.moves()).toContain('anna gave_up out>in clock'))
      await world.send(event('anna', 'purchase', start + 20 * minute, 'p1', { amount: 1 }))
      expect(await world.standing('anna')).toEqual(expect.arrayContaining(['bought_after_visit']))
      expect(await world.standing('anna')).not.toContain('gave_up')
      await noDifference()
    })

    test('an event still to come counts from its instant on, and makes its customer known then', async () => {
      await world.send(event('anna', 'visit', start + 2 * minute))
      await expect(world.live.customer('anna')).rejects.toMatchObject({ code: 'customer_unknown' })
      expect(await world.live.answer('anna')).toBeUndefined()
      await world.pass(2 * minute)
      expect(await world.standing('anna')).toEqual(['visited_today', 'lifecycle:lapsed'])
      await noDifference()
    })

    test('what is said of an attribute from a later instant on holds from then', async () => {
      await world.send(patch('anna', { country: 'DE' }, 0), patch('anna', { country: 'CZ' }, start + minute))
      expect(await world.standing('anna')).not.toContain('czech')
      await world.pass(minute)
      expect(await world.standing('anna')).toContain('czech')
      await vi.waitFor(async () =>
        expect(await world.live.transitions({ after: 1, limit: 9 })).toMatchObject([
          { definition: 'czech', at: start + minute, cause: 'data' },
        ]),
      )
      // Said later of an earlier instant: it does not count.
      await world.send(patch('anna', { country: 'AT' }, start))
      expect(await world.standing('anna')).toContain('czech')
      await world.send(patch('anna', { country: null }))
      expect(await world.standing('anna')).not.toContain('czech')
      await noDifference()
    })

    test('when the clock steps back time stands still', async () => {
      await world.send(event('anna', 'call', start))
      world.now = start - 10 * minute
      await world.send(event('anna', 'visit'))
      const { record, asOf } = await world.live.customer('anna')
      expect(asOf).toBe(start)
      expect(record.events.map(({ at }) => at)).toEqual([start, start])
      world.kill()
      await world.start()
      expect((await world.live.customer('anna')).asOf).toBe(start)
      await noDifference()
    })

    test('each item that is refused is named, and the others are taken in', async () => {
      const outcomes = await world.send(
        event('anna', 'purchas', start),
        event('anna', 'purchase', start, 'p1', { amount: '1.00005' }),
        event('anna', 'purchase', start, 'p1', { ammount: 1 }),
        event('anna', 'purchase', start + day + 1, 'p1', {}),
        event('', 'purchase', start, 'p1', {}),
        patch('anna', { country: 7 }),
        patch('anna', { contry: 'CZ' }),
        event('anna', 'visit', start, 'v1'),
      )
      expect(outcomes.map(each => (each.outcome === 'refused' ? each.code : each.outcome))).toEqual([
        'event_not_declared',
        'value_unfit',
        'property_not_declared',
        'instant_too_far_ahead',
        'id_unfit',
        'value_unfit',
        'attribute_not_declared',
        'accepted',
      ])
      expect(outcomes[0]).toMatchObject({ remedy: expect.stringContaining("Write 'purchase'") })
      expect((await world.live.status()).accepted).toMatchObject({ events: 1, refused: 7 })
    })

    test('an idempotency key gives the first answer again, and refuses other items', async () => {
      const items = [event('anna', 'visit')]
      const first = await world.live.ingest(items, 'k')
      expect(await world.live.ingest(items, 'k')).toEqual(first)
      world.kill()
      await world.start()
      expect(await world.live.ingest(items, 'k')).toEqual(first)
      await expect(world.live.ingest([event('bob', 'visit')], 'k')).rejects.toMatchObject({
        code: 'idempotency_key_reused',
      })
      await world.live.drained()
      expect((await world.stores.warehouse.counts()).events).toBe(1)
    })

    test('another definition holds for every read from one moment on, and its moves are noted', async () => {
      await world.send(
        event('anna', 'purchase', start, 'p1', { amount: 400 }),
        event('bob', 'purchase', start, 'p2', { amount: 1200 }),
      )
      await world.pass(minute)
      const before = await world.live.newestTransition()
      await world.define(
        withLiveSegments({ big: { when: 'spend_90d >= 300' }, rich: { when: 'spend_90d > 1000' } }),
      )
      await world.live.catchUp()
      expect(await world.standing('anna')).toContain('big')
      expect(await world.standing('bob')).toEqual(expect.arrayContaining(['big', 'rich']))
      expect(await world.moves(before)).toEqual(['anna big out>in definition', 'bob rich out>in definition'])
      const [move] = await world.live.transitions({ after: before, limit: 1 })
      expect(move?.at).toBe(start + minute)
      const since = (await world.live.customer('bob')).memberships.find(({ id }) => id === 'big')
      expect(since).toMatchObject({ since: start, cause: 'data', event: 'p2' })
      await noDifference()
    })

    test('a definition that needs more is filled from the warehouse, with what is still on its way', async () => {
      await world.send(event('anna', 'newsletter', start, 'n1'))
      await world.live.drained()
      await world.send(event('anna', 'newsletter', start, 'n2'), event('zoe', 'newsletter', start, 'n3'))
      const before = await world.live.newestTransition()
      await world.define(withLiveSegments({ readers: { when: 'count(newsletter) >= 2' } }))
      await world.live.catchUp()
      expect(await world.standing('anna')).toContain('readers')
      expect(await world.standing('zoe')).not.toContain('readers')
      await world.send(event('zoe', 'newsletter', start, 'n4'), event('anna', 'newsletter', start, 'n2'))
      expect(await world.standing('zoe')).toContain('readers')
      expect(await world.moves(before)).toEqual(['anna readers out>in definition', 'zoe readers out>in data'])
      await noDifference()
    })

    test('what comes to the warehouse by other ways is taken in', async () => {
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
      await noDifference()
    })

    test('an event the warehouse had already is not counted twice live', async () => {
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
      await noDifference()
      expect((await world.live.customer('anna')).features.get('spend_90d')).toBe(12_000_000)
    })

    test('who was somebody else becomes one with her, and two again, in both stores', async () => {
      await world.send(
        event('anna', 'purchase', start, 'p1', { amount: 600 }),
        event('cookie', 'purchase', start, 'p2', { amount: 600 }),
        event('cookie', 'visit', start, 'v1'),
        patch('anna', { country: 'CZ' }),
      )
      const before = await world.live.newestTransition()
      const merge = await world.live.alias('cookie', 'anna')
      expect(await world.standing('anna')).toEqual(expect.arrayContaining(['big', 'czech', 'visited_today']))
      expect(await world.standing('cookie')).toEqual(await world.standing('anna'))
      expect(await world.moves(before)).toEqual(
        expect.arrayContaining(['anna big out>in merge', 'cookie buyers in>out merge']),
      )
      await world.send(
        event('cookie', 'call', start, 'c1'),
        event('cookie', 'purchase', start, 'p1', { amount: 9 }),
      )
      expect(await world.standing('anna')).toContain('calling')
      expect((await world.live.customer('anna')).features.get('spend_90d')).toBe(12_000_000)
      await noDifference()
      await expect(world.live.alias('cookie', 'anna')).rejects.toMatchObject({ code: 'merge_refused' })
      await world.live.unmerge(merge.id)
      expect(await world.standing('anna')).not.toContain('big')
      expect(await world.standing('anna')).toContain('calling')
      expect(await world.standing('cookie')).toEqual(['buyers', 'visited_today', 'lifecycle:active'])
      expect(await world.live.merges(9)).toMatchObject([
        { id: 1, from: 'cookie', into: 'anna', by: 'alias', undoneAt: start },
      ])
      await noDifference()
    })

    test('while the warehouse is away everything goes on, and it gets all of it once it is back', async () => {
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

    test('while records are filled for another program, every read is of that program', async () => {
      await world.send(...['a', 'b', 'c'].map(id => event(id, 'newsletter', start, `n-${id}`)))
      await world.live.drained()
      await world.live.close()
      const away = new AwayWarehouse(world.stores.warehouse)
      const other = new LiveWorld({ ...world.stores, warehouse: away.warehouse }, start, { chunk: 1 })
      await other.start()
      await other.define(withLiveSegments({ readers: { when: 'did(newsletter)' } }))
      // One customer is filled, then the process ends.
      away.endsAfter = 1
      await expect(other.live.catchUp()).rejects.toThrow('away')
      away.endsAfter = Number.POSITIVE_INFINITY
      await other.send(event('c', 'newsletter', start, 'late'), event('new', 'newsletter', start, 'n-new'))
      for (const id of ['a', 'b', 'c', 'new']) expect(await other.standing(id)).toContain('readers')
      expect((await other.live.customer('c')).eventCount).toBe(2)
      await other.live.catchUp()
      for (const id of ['a', 'b', 'c', 'new']) expect(await other.standing(id)).toContain('readers')
      expect((await other.live.customer('c')).eventCount).toBe(2)
      // She came while others were being filled: nobody has passed over her entering.
      expect(await other.moves()).toContain('new readers out>in data')
      expect((await other.live.parity()).examples).toEqual([])
      await other.live.close()
    })

    test('a clock that has stepped back is waited for, not asked again and again', async () => {
      await world.send(event('anna', 'call', start))
      world.now = start - 60 * minute
      const before = world.fired
      await world.pass(80 * minute)
      expect(world.fired - before).toBeLessThan(10)
      expect(await world.standing('anna')).toContain('calling')
      await world.pass(10 * minute)
      expect(await world.standing('anna')).not.toContain('calling')
    })

    test('two processes over one store lose nothing of each other, and count nothing twice', async () => {
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

    test('ranks stand by the cut-offs of the last refresh until the next', async () => {
      const tier = {
        tiers: { by: 'spend_90d', method: 'quantile' as const, classes: [{ class: 'top', top: 0.5 }] },
        otherwise: 'rest',
      }
      const ranked = { ...liveDefinitions, segmentations: { ...liveDefinitions.segmentations, tier } }
      const spend = (id: string, amount: number) =>
        event(id, 'purchase', start, `${id}-${amount}`, { amount })
      await world.send(spend('anna', 10), spend('bob', 20))
      await world.live.drained()
      await world.define(ranked)
      // Nothing of these definitions has been refreshed yet: the population is cut as it is.
      await world.live.catchUp()
      expect(await world.standing('anna')).toContain('tier:rest')
      expect(await world.standing('bob')).toContain('tier:top')
      await world.send(spend('anna', 30))
      expect(await world.standing('anna')).toContain('tier:top')
      expect(await world.standing('bob')).toContain('tier:top')
      await noDifference()
      const before = await world.live.newestTransition()
      await refreshAll({ ...world.stores, clock: () => world.now })
      await world.live.catchUp()
      expect(await world.standing('bob')).toContain('tier:rest')
      expect(await world.moves(before)).toEqual(['bob tier top>rest definition'])
      await noDifference()
    })

    test('a customer with a long history is as every other', async () => {
      // Every half hour a purchase: 4,320 of them are within the 90 days that count.
      const past = Array.from({ length: 4_500 }, (_, at) =>
        event('anna', 'purchase', start - at * 30 * minute, `e${at}`),
      )
      for (let at = 0; at < past.length; at += 900) await world.send(...past.slice(at, at + 900))
      await world.send(event('anna', 'purchase', start - 40 * day - 1, 'late', { amount: 2_000 }))
      expect(await world.standing('anna')).toContain('big')
      expect(await world.stores.profiles.count('pages')).toBeGreaterThan(0)
      expect(await world.send(...past.slice(4_318, 4_322))).toMatchObject([
        { outcome: 'duplicate' },
        { outcome: 'duplicate' },
        // As far back as this no window reaches: only the warehouse still knows them.
        { outcome: 'accepted' },
        { outcome: 'accepted' },
      ])
      world.kill()
      await world.start()
      await world.pass(3 * 60 * minute)
      await noDifference()
      expect((await world.stores.warehouse.counts()).events).toBe(4_501)
      await world.define(withLiveSegments({ regular: { when: 'count(purchase, 120d) > 4400' } }))
      await world.live.catchUp()
      expect(await world.standing('anna')).toEqual(expect.arrayContaining(['big', 'regular']))
      await world.send(event('anna', 'purchase', start - 100 * day, 'older', { amount: 1 }))
      await noDifference()
    }, 180_000)

    test('parity names who differs and both reasons', async () => {
      await world.send(event('anna', 'call', start), event('bob', 'call', start))
      expect(await noDifference()).toMatchObject({ customers: 2, compared: 16 })
      const key = Buffer.from('anna')
      await world.stores.profiles.commit({ changes: [{ space: 'records', key, value: undefined }] })
      const { differences, examples } = await world.live.parity()
      expect(differences).toBe(8)
      expect(examples[0]).toMatchObject({
        customer: 'anna',
        kind: 'segment',
        definition: 'calling',
        live: 'not known',
        batch: 'in',
        liveWhy: 'live does not know her',
        batchWhy: expect.stringContaining('last 30 minutes'),
      })
    })

    test('old moves and answers to requests are forgotten, numbers go on', async () => {
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

    test('moves made up for late are kept from when they were written, and forgotten in time', async () => {
      await world.send(event('anna', 'call', start), event('bob', 'purchase', start, 'p1', { amount: 1500 }))
      world.kill()
      world.now = start + 100 * day
      await world.start()
      await world.pass(0)
      await vi.waitFor(async () => expect(await world.live.newestTransition()).toBe(10))
      await world.send(event('olga', 'visit', world.now))
      await world.pass(2 * minute)
      expect(await world.live.oldestTransition()).toBe(1)
      for (let days = 0; days < 8; days += 1) {
        await world.pass(day)
        await world.send(event('olga', 'visit', world.now))
      }
      await vi.waitFor(async () => expect(await world.live.oldestTransition()).toBeGreaterThan(10))
    })
  })
}
