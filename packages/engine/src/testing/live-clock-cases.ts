import { expect, test, vi } from 'vitest'
import { event, type LiveWorld, patch } from './live-world.ts'
import { noDifference } from './no-difference.ts'

const [minute, day] = [60_000, 86_400_000]
/** 1 June 2026, noon in Prague. */
const start = Date.UTC(2026, 5, 1, 10)

/** Time alone moves customers: to the millisecond, in order, and never backwards. */
export function liveClockCases(opened: () => LiveWorld): void {
  test('after a long sleep every timer is made up for in order, at its own instant', async () => {
    const world = opened()
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
    await noDifference(world)
  })

  test('of what time alone moves the warehouse is told with the next event, or after ten seconds', async () => {
    const world = opened()
    const depth = async () => (await world.live.status()).outbox.depth
    await world.send(event('anna', 'call', start))
    await world.live.drained()
    await world.pass(30 * minute)
    await world.pass(5_000)
    expect(await depth()).toBe(1)
    await world.send(event('bob', 'visit'))
    await world.pass(1_000)
    await vi.waitFor(async () => expect(await depth()).toBe(0))
    await world.send(event('anna', 'call'))
    await world.live.drained()
    await world.pass(30 * minute)
    await world.pass(10_000)
    await vi.waitFor(async () => expect(await depth()).toBe(0))
  })

  test('a sequence is settled by time alone, and by what comes in between out of order', async () => {
    const world = opened()
    await world.send(event('anna', 'visit', start))
    await world.pass(60 * minute)
    await vi.waitFor(async () => expect(await world.moves()).toContain('anna gave_up out>in clock'))
    await world.send(event('anna', 'purchase', start + 20 * minute, 'p1', { amount: 1 }))
    expect(await world.standing('anna')).toEqual(expect.arrayContaining(['bought_after_visit']))
    expect(await world.standing('anna')).not.toContain('gave_up')
    await noDifference(world)
  })

  test('an event still to come counts from its instant on, and makes its customer known then', async () => {
    const world = opened()
    await world.send(event('anna', 'visit', start + 2 * minute))
    await expect(world.live.customer('anna')).rejects.toMatchObject({ code: 'customer_unknown' })
    expect(await world.live.answer('anna')).toBeUndefined()
    await world.pass(2 * minute)
    expect(await world.standing('anna')).toEqual(['visited_today', 'lifecycle:lapsed'])
    await noDifference(world)
  })

  test('what is said of an attribute from a later instant on holds from then', async () => {
    const world = opened()
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
    await noDifference(world)
  })

  test('when the clock steps back time stands still', async () => {
    const world = opened()
    await world.send(event('anna', 'call', start))
    world.now = start - 10 * minute
    await world.send(event('anna', 'visit'))
    const { record, asOf } = await world.live.customer('anna')
    expect(asOf).toBe(start)
    expect(record.events.map(({ at }) => at)).toEqual([start, start])
    world.kill()
    await world.start()
    expect((await world.live.customer('anna')).asOf).toBe(start)
    await noDifference(world)
  })

  test('a clock that has stepped back is waited for, not asked again and again', async () => {
    const world = opened()
    await world.send(event('anna', 'call', start))
    world.now = start - 60 * minute
    const before = world.fired
    await world.pass(80 * minute)
    expect(world.fired - before).toBeLessThan(10)
    expect(await world.standing('anna')).toContain('calling')
    await world.pass(10 * minute)
    expect(await world.standing('anna')).not.toContain('calling')
  })

  test('moves made up for late are kept from when they were written, and forgotten in time', async () => {
    const world = opened()
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
}
