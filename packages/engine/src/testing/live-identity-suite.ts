import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Definitions } from '../records/definitions.ts'
import { type Death, DyingProfiles } from './dying-profiles.ts'
import { liveDefinitions } from './live-definitions.ts'
import { describeLive, type LiveSuite } from './live-suite.ts'
import { event, LiveWorld, patch } from './live-world.ts'

const start = Date.UTC(2026, 5, 1, 10)

/** E-mail that is verified, and the number of a card, tell who somebody is. */
const identifying: Definitions = {
  ...liveDefinitions,
  attributes: {
    ...liveDefinitions.attributes,
    email: {
      type: 'text',
      identifies: { verifiedBy: 'email_verified', blocked: ['Shop@Example.com'], limit: 3 },
    },
    email_verified: { type: 'boolean' },
    card: { type: 'number', identifies: { blocked: [], limit: 10 } },
  },
}

const deaths: readonly Death[] = ['before', 'after']

/** Customers who share a value that identifies are one person. */
export function liveIdentitySuite(suite: LiveSuite): void {
  const { open } = suite
  describeLive(suite, 'who is who, by rule', () => {
    let world: LiveWorld
    beforeEach(async () => {
      world = new LiveWorld(await open(), start)
      await world.define(identifying)
      await world.start()
    })
    afterEach(async () => {
      await world.live.close()
      await Promise.all([world.stores.warehouse.close(), world.stores.catalog.close()])
      await world.stores.profiles.close()
    })

    const verified = (email: string) => ({ email, email_verified: true })
    const merges = async () => {
      await world.live.catchUp()
      return (await world.live.merges(99))
        .map(({ from, into, by, attribute, refused }) =>
          [from, into, by, attribute, refused].filter(Boolean).join(' '),
        )
        .reverse()
    }

    test('the same verified e-mail, whatever its case, makes two customers one; live and in the warehouse', async () => {
      await world.send(event('web-1', 'purchase', start, 'p1', { amount: 600 }))
      await world.send(event('shop-7', 'purchase', start, 'p2', { amount: 600 }))
      await world.send(patch('shop-7', verified('Anna@Example.com')))
      await world.send(patch('web-1', verified(' anna@example.COM ')))
      expect(await merges()).toEqual(['web-1 shop-7 rule email'])
      expect(await world.standing('web-1')).toContain('big')
      expect(await world.standing('shop-7')).toEqual(await world.standing('web-1'))
      expect(await world.live.parity()).toMatchObject({ customers: 1, differences: 0 })
    })

    test('what is not verified, unknown, blocked or somebody else’s does not', async () => {
      await world.send(
        patch('a', verified('anna@example.com')),
        patch('b', { email: 'anna@example.com' }),
        patch('c', verified('unknown')),
        patch('d', verified('UNKNOWN')),
        patch('e', verified('')),
        patch('f', verified(' ')),
        patch('g', verified('ann@example.com')),
        patch('h', { email: null, email_verified: true }),
        patch('i', verified('shop@example.com')),
        patch('j', verified('SHOP@example.com ')),
        patch('k', { card: 0 }),
        patch('l', { card: 0 }),
      )
      expect(await merges()).toEqual([])
      await world.send(patch('b', { email_verified: true }))
      expect(await merges()).toEqual(['b a rule email'])
    })

    test('several in one request, through different attributes, end as one', async () => {
      await world.send(
        patch('a', { card: 7 }),
        patch('b', { card: 7, ...verified('b@example.com') }),
        patch('c', verified('b@example.com')),
      )
      expect(await merges()).toHaveLength(2)
      expect(
        new Set(
          await Promise.all(['a', 'b', 'c'].map(async id => (await world.live.customer(id)).record.id)),
        ),
      ).toEqual(new Set(['a']))
    })

    test('one person comes to have no more ids than the rule allows, and it is told', async () => {
      for (const id of ['a', 'b', 'c', 'd']) await world.send(patch(id, verified('many@example.com')))
      expect(await merges()).toEqual(['b a rule email', 'c a rule email', 'd a rule email limit'])
      await expect(world.live.unmerge(3)).rejects.toMatchObject({ code: 'merge_refused' })
      await world.live.unmerge(2)
      await world.send(patch('e', verified('many@example.com')))
      expect((await merges()).at(-1)).toBe('e a rule email')
    })

    test('who was parted by hand is not made one again by the same rule', async () => {
      await world.send(patch('a', { card: 7 }), patch('b', { card: 7 }))
      expect(await merges()).toEqual(['b a rule card'])
      await world.live.unmerge(1)
      await world.send(patch('b', { card: 8 }))
      await world.send(patch('b', { card: 7 }))
      expect(await merges()).toHaveLength(1)
      expect((await world.live.customer('b')).record.id).toBe('b')
    })

    test('those who were there before the rule are found when it comes into force', async () => {
      await world.define({
        ...identifying,
        attributes: { ...identifying.attributes, card: { type: 'number' } },
      })
      await world.live.catchUp()
      await world.send(patch('a', { card: 7 }), patch('b', { card: 7 }))
      expect(await merges()).toEqual([])
      await world.define(identifying)
      expect(await merges()).toEqual(['b a rule card'])
    })

    test.each([0, 1, 2, 3, 4].flatMap(commits => deaths.map(death => [death, commits] as const)))(
      'a process that dies %s its commit %i is made up for by the next',
      async (death, commits) => {
        await world.send(patch('a', { card: 7 }))
        await world.live.close()
        const dying = new DyingProfiles(world.stores.profiles, commits, death)
        const through = async () => {
          await world.start(dying)
          await world.send(patch('b', { card: 7 }))
          await world.settle()
        }
        await through().catch(error => expect(String(error)).toContain('killed'))
        world.kill()
        await world.start()
        await world.send(patch('b', { card: 7 }))
        expect(await merges()).toEqual(['b a rule card'])
        expect((await world.live.customer('b')).record.id).toBe('a')
      },
    )
  })
}
