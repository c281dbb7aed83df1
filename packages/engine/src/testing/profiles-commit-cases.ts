import { describe, expect, test } from 'vitest'
import type { ProfileSpace, Profiles } from '../ports/profiles.ts'
import { bytes, clear, keysOf } from './profiles-entries.ts'

/** Writing: all or nothing, in the order asked for, on what is expected. */
export function profileCommitCases(profiles: () => Profiles): void {
  const entry = (space: ProfileSpace, key: string, value?: string) => ({
    space,
    key: bytes(key),
    value: value === undefined ? undefined : bytes(value),
  })
  const text = async (space: ProfileSpace, ...keys: string[]) =>
    (await profiles().read(space, keys.map(bytes))).map(value => value && Buffer.from(value).toString())

  describe('committing', () => {
    test('a later change of one key wins, and counts once', async () => {
      await clear(profiles(), 'requests')
      const changes = [
        entry('requests', 'a', '1'),
        entry('requests', 'a', '2'),
        entry('requests', 'b', '1'),
        entry('requests', 'b'),
        entry('requests', 'c'),
        entry('requests', 'c', '3'),
      ]
      expect(await profiles().commit({ changes })).toBe(true)
      expect(await text('requests', 'a', 'b', 'c')).toEqual(['2', undefined, '3'])
      expect(await profiles().count('requests')).toBe(2)
      expect(await keysOf(profiles().range('requests', {}))).toEqual(['a', 'c'])
    })

    test('removing what is not there is no failure; writing the same again counts once', async () => {
      await clear(profiles(), 'requests')
      expect(await profiles().commit({ changes: [entry('requests', 'none')] })).toBe(true)
      for (const value of ['1', '1', '2']) {
        expect(await profiles().commit({ changes: [entry('requests', 'a', value)] })).toBe(true)
        expect(await profiles().count('requests')).toBe(1)
      }
    })

    test('what is expected and there lets the commit through', async () => {
      await clear(profiles(), 'state')
      await profiles().commit({ changes: [entry('state', 'a', '1'), entry('state', 'e', '')] })
      const expected = [entry('state', 'a', '1'), entry('state', 'none'), entry('state', 'e', '')]
      expect(await profiles().commit({ changes: [entry('state', 'a', '2')], expected })).toBe(true)
      expect(await text('state', 'a')).toEqual(['2'])
    })

    test('what is expected and not there refuses all of it, in every space', async () => {
      await clear(profiles(), 'state')
      await clear(profiles(), 'outbox')
      await profiles().commit({ changes: [entry('state', 'a', '1'), entry('state', 'e', '')] })
      const wrong = [
        entry('state', 'a'),
        entry('state', 'a', '2'),
        entry('state', 'a', ''),
        entry('state', 'a', '11'),
        entry('state', 'a', '1\u0000'),
        entry('state', 'none', ''),
        entry('state', 'e'),
        entry('outbox', 'a', '1'),
      ]
      const changes = [entry('state', 'a', '9'), entry('outbox', 'b', '9'), entry('state', 'e')]
      for (const expectation of wrong) {
        const expected = [entry('state', 'a', '1'), expectation]
        expect(await profiles().commit({ changes, expected })).toBe(false)
      }
      expect(await text('state', 'a', 'e')).toEqual(['1', ''])
      expect(await profiles().count('outbox')).toBe(0)
      expect(await keysOf(profiles().range('state', {}))).toEqual(['a', 'e'])
    })

    test('one refused key refuses the whole commit', async () => {
      const changes = [entry('state', 'whole', '1'), entry('state', '', '1')]
      await expect(profiles().commit({ changes })).rejects.toMatchObject({ code: 'profiles_key_wrong' })
      expect(await text('state', 'whole')).toEqual([undefined])
    })

    test('an empty commit tells whether what it expects is there', async () => {
      await profiles().commit({ changes: [entry('state', 'there', '1')] })
      expect(await profiles().commit({ changes: [] })).toBe(true)
      expect(await profiles().commit({ changes: [], expected: [entry('state', 'there', '1')] })).toBe(true)
      expect(await profiles().commit({ changes: [], expected: [entry('state', 'there')] })).toBe(false)
    })

    test('commits asked for at once are all made, in the order they were asked for', async () => {
      await clear(profiles(), 'transitions')
      const commits = Array.from({ length: 300 }, (_, index) =>
        profiles().commit({
          changes: [entry('transitions', 'last', `${index}`), entry('transitions', `k${index}`, 'x')],
        }),
      )
      expect(await Promise.all(commits)).toEqual(commits.map(() => true))
      expect(await text('transitions', 'last')).toEqual(['299'])
      expect(await profiles().count('transitions')).toBe(301)
    })

    test('of many at once that expect the same, one is made; one that expects another’s work sees it', async () => {
      await clear(profiles(), 'identities')
      const race = Array.from({ length: 40 }, (_, index) =>
        profiles().commit({
          changes: [entry('identities', 'owner', `${index}`), entry('identities', `by${index}`, 'x')],
          expected: [entry('identities', 'owner')],
        }),
      )
      expect((await Promise.all(race)).map((made, index) => (made ? index : -1)).filter(i => i >= 0)).toEqual(
        [0],
      )
      expect(await keysOf(profiles().range('identities', {}))).toEqual(['by0', 'owner'])
      const chain = Array.from({ length: 40 }, (_, index) =>
        profiles().commit({
          changes: [entry('identities', 'owner', `${index + 1}`)],
          expected: [entry('identities', 'owner', `${index}`)],
        }),
      )
      expect(await Promise.all(chain)).toEqual(chain.map(() => true))
      expect(await text('identities', 'owner')).toEqual(['40'])
    })

    test('a commit that fails does not hold up those beside it', async () => {
      const [good, bad, alsoGood] = await Promise.allSettled([
        profiles().commit({ changes: [entry('state', 'beside1', '1')] }),
        profiles().commit({ changes: [entry('state', '', '1')] }),
        profiles().commit({ changes: [entry('state', 'beside2', '1')] }),
      ])
      expect([good.status, bad.status, alsoGood.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect(await text('state', 'beside1', 'beside2')).toEqual(['1', '1'])
    })

    test('the bytes handed over may be used again at once, and may be a part of larger ones', async () => {
      await clear(profiles(), 'requests')
      const shared = Buffer.from('..key-one:value-one..')
      const expected = [{ space: 'requests' as const, key: shared.subarray(2, 9), value: undefined }]
      const changes = [
        { space: 'requests' as const, key: shared.subarray(2, 9), value: shared.subarray(10, 19) },
      ]
      const waiting = [profiles().commit({ changes, expected })]
      shared.write('..key-two:value-two..')
      waiting.push(profiles().commit({ changes, expected }))
      shared.fill(0)
      expect(await Promise.all(waiting)).toEqual([true, true])
      shared.fill(1)
      expect(await text('requests', 'key-one', 'key-two')).toEqual(['value-one', 'value-two'])
      expect(await profiles().count('requests')).toBe(2)
    })

    test('one read sees a commit whole or not at all, in whatever order things come', async () => {
      await clear(profiles(), 'records')
      const keys = ['left', 'middle', 'right']
      const writing = (async () => {
        for (let turn = 1; turn <= 60; turn += 1) {
          const value = String(turn).repeat(turn)
          await profiles().commit({ changes: keys.map(key => entry('records', key, value)) })
          if (turn % 3 === 0) await turnOfOthers()
        }
        return 'done'
      })()
      const seen = new Set<string>()
      while ((await Promise.race([writing, turnOfOthers()])) !== 'done') {
        const values = new Set(await text('records', ...keys))
        expect(values.size).toBe(1)
        for (const value of values) seen.add(`${value}`)
      }
      expect(await text('records', ...keys)).toEqual(keys.map(() => '60'.repeat(60)))
      expect(seen.size).toBeGreaterThan(1)
    })
  })
}

function turnOfOthers(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
