import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Profiles } from '../ports/profiles.ts'
import { ReadRoom } from '../profiles/bytes/read-room.ts'
import { profileCommitCases } from './profiles-commit-cases.ts'
import { bytes, collect, hostileKeys, put } from './profiles-entries.ts'
import { profileModelCases } from './profiles-model-cases.ts'
import { profileRangeCases } from './profiles-range-cases.ts'

/** One implementation of the profiles, and how the suite gets at it. */
export interface ProfilesUnderTest {
  readonly name: string
  /** Empty profiles; the same store again when it is called a second time with the same key. */
  open(key: string): Promise<Profiles>
  /** Whether what is stored outlives `close`. */
  readonly lasting: boolean
  /** Why it cannot be tested here. */
  readonly skip?: string
}

/** What every hot store does alike. */
export function profilesSuite(under: ProfilesUnderTest): void {
  const title = under.skip === undefined ? under.name : `${under.name} (skipped: ${under.skip})`
  describe.skipIf(under.skip !== undefined)(title, () => {
    let opened: Profiles
    beforeAll(async () => {
      opened = await under.open('suite')
    })
    afterAll(() => opened.close())
    readCases(() => opened)
    profileCommitCases(() => opened)
    profileRangeCases(() => opened)
    profileModelCases(() => opened)
    closeCases(under)
  })
}

function readCases(profiles: () => Profiles): void {
  describe('reading', () => {
    test('nothing is there at first', async () => {
      expect(await profiles().read('records', [bytes('a'), bytes('b')])).toEqual([undefined, undefined])
      expect(await profiles().read('records', [])).toEqual([])
      expect(await collect(profiles().range('records', {}))).toEqual([])
      expect(await profiles().count('records')).toBe(0)
    })

    test('values come in the order of the keys asked for, one asked twice comes twice', async () => {
      await put(profiles(), 'identities', ['a', 'b', 'c'])
      const found = await profiles().read('identities', ['c', 'x', 'a', 'c'].map(bytes))
      expect(found).toEqual([bytes('=c'), undefined, bytes('=a'), bytes('=c')])
    })

    test('keys of any bytes are told apart, and each has its own value', async () => {
      const changes = hostileKeys.map((key, index) => ({
        space: 'pages' as const,
        key,
        value: bytes(`${index}`),
      }))
      expect(await profiles().commit({ changes })).toBe(true)
      expect(await profiles().read('pages', hostileKeys)).toEqual(changes.map(({ value }) => value))
      expect(await profiles().count('pages')).toBe(hostileKeys.length)
    })

    test('the spaces know nothing of each other', async () => {
      const key = bytes('shared')
      const spaces = ['records', 'timers', 'outbox', 'transitions', 'requests', 'state'] as const
      await profiles().commit({ changes: spaces.map(space => ({ space, key, value: bytes(space) })) })
      for (const space of spaces) expect(await profiles().read(space, [key])).toEqual([bytes(space)])
      await profiles().commit({ changes: [{ space: 'timers', key, value: undefined }] })
      expect(await profiles().read('timers', [key])).toEqual([undefined])
      expect(await profiles().read('outbox', [key])).toEqual([bytes('outbox')])
    })

    test('a value may be empty, which is not the same as none, or large', async () => {
      const large = new Uint8Array(2 * 1024 * 1024).map((_, index) => (index * 7919) >>> 5)
      const [empty, big] = [bytes('empty'), bytes('large')]
      await profiles().commit({
        changes: [
          { space: 'state', key: empty, value: new Uint8Array() },
          { space: 'state', key: big, value: large },
        ],
      })
      const found = await profiles().read('state', [empty, big, bytes('none')])
      expect(found[0]).toEqual(new Uint8Array())
      expect(Buffer.compare(found[1] ?? empty, large)).toBe(0)
      expect(found[2]).toBeUndefined()
    })

    test('read into a room of the caller’s, values are the same, before and after it is used again', async () => {
      await put(profiles(), 'identities', ['roomy', 'roomier'])
      const [keys, others] = [[bytes('roomy'), bytes('nobody')], [bytes('roomier')]]
      const room = new ReadRoom()
      expect(await profiles().read('identities', keys, room)).toEqual([bytes('=roomy'), undefined])
      room.clear()
      expect(await profiles().read('identities', others, room)).toEqual([bytes('=roomier')])
      expect(await profiles().read('identities', keys)).toEqual([bytes('=roomy'), undefined])
    })

    test('what is given back is the caller’s own: writing into it changes nothing', async () => {
      await put(profiles(), 'identities', ['mine', 'mine-too'])
      const keys = [bytes('mine'), bytes('mine-too')]
      const first = await profiles().read('identities', keys)
      const ranged = await collect(profiles().range('identities', { from: bytes('mine') }))
      for (const value of first) value?.fill(9)
      for (const { key, value } of ranged) {
        key.fill(9)
        value.fill(9)
      }
      expect(await profiles().read('identities', keys)).toEqual([bytes('=mine'), bytes('=mine-too')])
      // A Buffer would share memory with its slices.
      for (const value of [...first, ranged[0]?.key, ranged[0]?.value])
        expect(Object.getPrototypeOf(value)).toBe(Uint8Array.prototype)
    })

    test('earlier answers stay as they were while others are read and written', async () => {
      const value = (of: number) => new Uint8Array(100_000).fill(of)
      const key = bytes('kept')
      await profiles().commit({ changes: [{ space: 'state', key, value: value(1) }] })
      const before = await profiles().read('state', [key, key])
      await profiles().commit({ changes: [{ space: 'state', key, value: value(2) }] })
      expect(await profiles().read('state', [key])).toEqual([value(2)])
      expect(before).toEqual([value(1), value(1)])
    })

    test('a key of no bytes or of more than 400 is refused by name, without showing it', async () => {
      for (const key of [new Uint8Array(), new Uint8Array(401).fill(65)]) {
        const refused = { code: 'profiles_key_wrong' }
        await expect(profiles().read('records', [key])).rejects.toMatchObject(refused)
        const error = await profiles()
          .commit({ changes: [{ space: 'records', key, value: bytes('x') }] })
          .catch((thrown: unknown) => thrown)
        expect(error).toMatchObject(refused)
        expect(String(error)).toContain(`${key.length} bytes`)
        expect(String(error)).not.toContain('AAAA')
        const expected = [{ space: 'records' as const, key, value: undefined }]
        await expect(profiles().commit({ changes: [], expected })).rejects.toMatchObject(refused)
      }
    })

    test('it is well, and says what it is', async () => {
      expect(await profiles().health()).toMatchObject({ reachable: true, schemaVersion: 1 })
      const room = await profiles().room()
      expect(room === undefined || (Number.isFinite(room) && room > 0)).toBe(true)
    })
  })
}

function closeCases(under: ProfilesUnderTest): void {
  describe('closing', () => {
    test('a commit that was asked for before is made first', async () => {
      const profiles = await under.open('closing')
      const made = profiles.commit({ changes: [{ space: 'state', key: bytes('a'), value: bytes('1') }] })
      await profiles.close()
      expect(await made).toBe(true)
      await profiles.close()
    })

    test('afterwards everything is refused by name', async () => {
      const profiles = await under.open('closed')
      await put(profiles, 'records', ['a', 'b'])
      const range = profiles.range('records', {})[Symbol.asyncIterator]()
      await profiles.close()
      const closed = { code: 'profiles_closed' }
      await expect(profiles.read('records', [bytes('a')])).rejects.toMatchObject(closed)
      await expect(profiles.commit({ changes: [] })).rejects.toMatchObject(closed)
      await expect(profiles.count('records')).rejects.toMatchObject(closed)
      await expect(range.next()).rejects.toMatchObject(closed)
    })

    test.skipIf(!under.lasting)('what was committed is there when they are opened again', async () => {
      const first = await under.open('again')
      await first.commit({ changes: hostileKeys.map(key => ({ space: 'records', key, value: key })) })
      await first.commit({
        changes: [{ space: 'records', key: hostileKeys[0] ?? bytes(''), value: undefined }],
      })
      await first.close()
      const second = await under.open('again')
      expect(await second.read('records', hostileKeys)).toEqual([undefined, ...hostileKeys.slice(1)])
      expect(await second.count('records')).toBe(hostileKeys.length - 1)
      expect(await collect(second.range('records', {}))).toHaveLength(hostileKeys.length - 1)
      await second.close()
    })
  })
}
