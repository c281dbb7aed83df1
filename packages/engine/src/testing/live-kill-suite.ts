import { describe, expect, test } from 'vitest'
import { type Death, DyingProfiles } from './dying-profiles.ts'
import { liveDefinitions, withLiveSegments } from './live-definitions.ts'
import { batchStandings, liveStandings } from './live-oracle.ts'
import type { LiveSuite } from './live-suite.ts'
import { event, LiveWorld, patch } from './live-world.ts'

const [minute, day] = [60_000, 86_400_000]
/** As many days as there are commits in one. */
const TIMEOUT = 300_000
const start = Date.UTC(2026, 5, 1, 10)
const later = withLiveSegments({
  big: { when: 'spend_90d >= 500' },
  readers: { when: 'count(newsletter) >= 2' },
})

type Step = (world: LiveWorld) => Promise<unknown>

/** A day of a shop. Whoever sends repeats what was not answered; whoever applies does so, too. */
const steps: readonly Step[] = [
  world => world.send(event('anna', 'call', start, 'c1'), event('bob', 'visit', start, 'v1')),
  world =>
    world.send(
      event('anna', 'purchase', start, 'p1', { amount: 600 }),
      patch('anna', { country: 'CZ' }, start),
    ),
  world =>
    world.live.ingest(
      [event('carl', 'newsletter', start, 'n1'), event('carl', 'newsletter', start, 'n2')],
      'key',
    ),
  world => world.live.drained(),
  world => world.pass(31 * minute),
  world =>
    world.send(
      event('bob', 'purchase', start + 10 * minute, 'p2', { amount: 900 }),
      event('anna', 'call', start, 'c1'),
    ),
  world => defineOnce(world),
  world => world.live.catchUp(),
  world =>
    world.send(event('anna', 'newsletter', start + 40 * minute, 'n3'), event('carl', 'visit', start, 'v2')),
  world => world.pass(31 * day),
  world => world.live.drained(),
]

async function defineOnce(world: LiveWorld): Promise<void> {
  if ((await world.stores.catalog.definitions.current())?.version === 1) await world.define(later)
}

/** Killed at every commit of a day, before it is written or after: what was answered counts once, and all of it. */
export function liveKillSuite({ name, open }: LiveSuite): void {
  describe(`${name}: live, killed`, () => {
    test.each<Death>(['before', 'after'])(
      '%s any commit, nothing is lost and nothing is doubled',
      async death => {
        for (let commits = 0; ; commits += 1) {
          const world = new LiveWorld(await open(), start)
          await world.define(liveDefinitions)
          const dying = new DyingProfiles(world.stores.profiles, commits, death)
          await through(world, dying)
          const hasLived = !dying.isDead
          world.kill()
          await world.start()
          await expectWhole(world)
          await world.live.close()
          if (hasLived) return expect(commits).toBeGreaterThan(20)
        }
      },
      TIMEOUT,
    )
  })
}

async function through(world: LiveWorld, dying: DyingProfiles): Promise<void> {
  await startOver(world, dying)
  for (const step of steps) {
    if (dying.isDead) await step(world)
    else if (await isDeadIn(step(world), dying)) {
      world.kill()
      await world.start()
      await step(world)
    }
  }
}

async function startOver(world: LiveWorld, dying: DyingProfiles): Promise<void> {
  try {
    await world.start(dying)
  } catch {
    world.kill()
    await world.start()
  }
}

/** Waits for the answer, or for the death of who would have answered: then nobody ever does. */
async function isDeadIn(answer: Promise<unknown>, dying: DyingProfiles): Promise<boolean> {
  const settled = answer.then(
    () => true,
    () => true,
  )
  for (;;) {
    const soon = new Promise<false>(resolve => setImmediate(() => resolve(false)))
    if ((await Promise.race([settled, soon])) || dying.isDead) return dying.isDead
  }
}

async function expectWhole(world: LiveWorld): Promise<void> {
  await world.settle()
  const parity = await world.live.parity()
  expect(parity.examples).toEqual([])
  const batch = await batchStandings(world.stores.warehouse, later, world.now)
  expect(await liveStandings(world, ['anna', 'bob', 'carl'])).toEqual(batch)
  expect((await world.stores.warehouse.counts()).perEvent).toEqual(
    new Map([
      ['call', 1],
      ['visit', 2],
      ['purchase', 2],
      ['newsletter', 3],
    ]),
  )
  const moves: string[] = []
  for await (const { customer, definition, from, to, at } of world.stores.warehouse.liveTransitions({
    limit: 1_000,
  }))
    moves.push(`${customer} ${definition} ${from}>${to} ${(at - start) / minute}`)
  expect(moves.sort()).toEqual([...new Set(moves)].sort())
  expect(moves).toContain('anna calling in>out 30')
}
