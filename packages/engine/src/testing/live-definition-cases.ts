import { expect, test } from 'vitest'
import { refreshAll } from '../pipeline/refresh.ts'
import { AwayWarehouse } from './away-warehouse.ts'
import { liveDefinitions, withLiveSegments } from './live-definitions.ts'
import { event, LiveWorld } from './live-world.ts'
import { noDifference } from './no-difference.ts'

const minute = 60_000
/** 1 June 2026, noon in Prague. */
const start = Date.UTC(2026, 5, 1, 10)

/** Other definitions hold from one moment on, with all they need. */
export function liveDefinitionCases(opened: () => LiveWorld): void {
  test('another definition holds for every read from one moment on, and its moves are noted', async () => {
    const world = opened()
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
    await noDifference(world)
  })

  test('a definition that needs more is filled from the warehouse, with what is still on its way', async () => {
    const world = opened()
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
    await noDifference(world)
  })

  test('while records are filled for another program, every read is of that program', async () => {
    const world = opened()
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

  test('ranks stand by the cut-offs of the last refresh until the next', async () => {
    const world = opened()
    const tier = {
      tiers: { by: 'spend_90d', method: 'quantile' as const, classes: [{ class: 'top', top: 0.5 }] },
      otherwise: 'rest',
    }
    const ranked = { ...liveDefinitions, segmentations: { ...liveDefinitions.segmentations, tier } }
    const spend = (id: string, amount: number) => event(id, 'purchase', start, `${id}-${amount}`, { amount })
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
    await noDifference(world)
    const before = await world.live.newestTransition()
    await refreshAll({ ...world.stores, clock: () => world.now })
    await world.live.catchUp()
    expect(await world.standing('bob')).toContain('tier:rest')
    expect(await world.moves(before)).toEqual(['bob tier top>rest definition'])
    await noDifference(world)
  })
}
