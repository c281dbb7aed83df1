import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { liveClockCases } from './live-clock-cases.ts'
import { liveDefinitionCases } from './live-definition-cases.ts'
import { liveDefinitions, withLiveSegments } from './live-definitions.ts'
import { liveStoreCases } from './live-store-cases.ts'
import { event, type LiveStores, LiveWorld, patch } from './live-world.ts'
import { noDifference } from './no-difference.ts'

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
    liveClockCases(() => world)
    liveDefinitionCases(() => world)
    liveStoreCases(() => world)

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
      await noDifference(world)
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
      await noDifference(world)
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
      await noDifference(world)
      await expect(world.live.alias('cookie', 'anna')).rejects.toMatchObject({ code: 'merge_refused' })
      await world.live.unmerge(merge.id)
      expect(await world.standing('anna')).not.toContain('big')
      expect(await world.standing('anna')).toContain('calling')
      expect(await world.standing('cookie')).toEqual(['buyers', 'visited_today', 'lifecycle:active'])
      expect(await world.live.merges(9)).toMatchObject([
        { id: 1, from: 'cookie', into: 'anna', by: 'alias', undoneAt: start },
      ])
      await noDifference(world)
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
      await noDifference(world)
      expect((await world.stores.warehouse.counts()).events).toBe(4_501)
      await world.define(withLiveSegments({ regular: { when: 'count(purchase, 120d) > 4400' } }))
      await world.live.catchUp()
      expect(await world.standing('anna')).toEqual(expect.arrayContaining(['big', 'regular']))
      await world.send(event('anna', 'purchase', start - 100 * day, 'older', { amount: 1 }))
      await noDifference(world)
    }, 180_000)

    test('parity names who differs and both reasons', async () => {
      await world.send(event('anna', 'call', start), event('bob', 'call', start))
      expect(await noDifference(world)).toMatchObject({ customers: 2, compared: 16 })
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
  })
}
