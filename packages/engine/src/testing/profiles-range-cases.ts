import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Profiles } from '../ports/profiles.ts'
import { bytes, clear, collect, hostileKeys, keysOf, put } from './profiles-entries.ts'

/** Ranges: both ways, open at either end, of any length, and while others write. */
export function profileRangeCases(profiles: () => Profiles): void {
  describe('ranges', () => {
    boundCases(profiles)
    longCases(profiles)
  })
}

function boundCases(profiles: () => Profiles): void {
  const five = ['a', 'b', 'ba', 'c', 'd']
  beforeAll(async () => {
    await clear(profiles(), 'timers')
    await put(profiles(), 'timers', five)
  })
  const range = (from?: string, to?: string, more: { limit?: number; descending?: boolean } = {}) =>
    keysOf(
      profiles().range('timers', {
        ...(from !== undefined && { from: bytes(from) }),
        ...(to !== undefined && { to: bytes(to) }),
        ...more,
      }),
    )

  test('the first bound is in it, the second is not; either may be left open', async () => {
    expect(await range()).toEqual(five)
    expect(await range('b')).toEqual(['b', 'ba', 'c', 'd'])
    expect(await range(undefined, 'c')).toEqual(['a', 'b', 'ba'])
    expect(await range('b', 'c')).toEqual(['b', 'ba'])
    expect(await range('b\u0000', 'bz')).toEqual(['ba'])
    expect(await range('aa', 'd\u0000')).toEqual(['b', 'ba', 'c', 'd'])
  })

  test('descending gives the same, greatest first', async () => {
    const descending = { descending: true }
    expect(await range(undefined, undefined, descending)).toEqual(five.toReversed())
    expect(await range('b', undefined, descending)).toEqual(['d', 'c', 'ba', 'b'])
    expect(await range(undefined, 'c', descending)).toEqual(['ba', 'b', 'a'])
    expect(await range('b', 'c', descending)).toEqual(['ba', 'b'])
    expect(await range('aa', 'bz', descending)).toEqual(['ba', 'b'])
  })

  test('a limit is kept, from either end', async () => {
    expect(await range('b', 'd', { limit: 2 })).toEqual(['b', 'ba'])
    expect(await range('b', 'd', { limit: 2, descending: true })).toEqual(['c', 'ba'])
    expect(await range('b', 'd', { limit: 100 })).toEqual(['b', 'ba', 'c'])
    expect(await range('b', 'd', { limit: 0 })).toEqual([])
  })

  test('where nothing can be, nothing comes', async () => {
    for (const descending of [false, true]) {
      expect(await range('c', 'b', { descending })).toEqual([])
      expect(await range('c', 'c', { descending })).toEqual([])
      expect(await range('e', undefined, { descending })).toEqual([])
      expect(await range(undefined, 'a', { descending })).toEqual([])
      expect(await range(undefined, '', { descending })).toEqual([])
      expect(await range('', undefined, { descending, limit: 9 })).toHaveLength(5)
    }
  })

  test('a limit or a bound that is none is refused by name', async () => {
    for (const limit of [-1, 1.5, Number.NaN])
      await expect(range('a', 'b', { limit })).rejects.toMatchObject({ code: 'profiles_limit_wrong' })
    const long = 'x'.repeat(402)
    for (const [from, to] of [[long], ['a', long]])
      await expect(range(from, to)).rejects.toMatchObject({ code: 'profiles_bound_wrong' })
    expect(await range('a', 'x'.repeat(401))).toEqual(five)
  })

  test('keys of any bytes come in the order of their bytes, a prefix before what it begins', async () => {
    await clear(profiles(), 'pages')
    await profiles().commit({
      changes: hostileKeys.map(key => ({ space: 'pages', key, value: key.slice(0, 3) })),
    })
    const sorted = hostileKeys.toSorted(Buffer.compare)
    const found = await collect(profiles().range('pages', {}))
    expect(found).toEqual(sorted.map(key => ({ key, value: key.slice(0, 3) })))
    for (const [index, from] of sorted.entries()) {
      const after = await collect(profiles().range('pages', { from, limit: 3 }))
      expect(after.map(({ key }) => key)).toEqual(sorted.slice(index, index + 3))
      const before = await collect(profiles().range('pages', { to: from, limit: 3, descending: true }))
      expect(before.map(({ key }) => key)).toEqual(sorted.slice(0, index).toReversed().slice(0, 3))
    }
  })
}

const MANY = 30_000

function longCases(profiles: () => Profiles): void {
  const keyAt = (index: number) => `event-${String(index).padStart(6, '0')}`
  beforeAll(async () => {
    await clear(profiles(), 'outbox')
    for (let from = 0; from < MANY; from += 5_000) {
      const changes = Array.from({ length: 5_000 }, (_, index) => ({
        space: 'outbox' as const,
        key: bytes(keyAt(from + index)),
        value: new Uint8Array(2_000).fill(from + index),
      }))
      await profiles().commit({ changes })
    }
  })

  test('many entries come each once, both ways, and memory does not grow with them', async () => {
    const used = memoryInUse()
    for (const descending of [false, true]) {
      let seen = 0
      for await (const { key, value } of profiles().range('outbox', { descending })) {
        const index = descending ? MANY - 1 - seen : seen
        if (Buffer.from(key).toString() !== keyAt(index) || value[1_999] !== (index & 255))
          expect.unreachable(`entry ${seen} is another`)
        seen += 1
        // All together are 60 MB.
        if (seen % 10_000 === 0) expect(memoryInUse() - used).toBeLessThan(20 * 1024 * 1024)
      }
      expect(seen).toBe(MANY)
    }
    expect(await profiles().count('outbox')).toBe(MANY)
  })

  test('limits of any size are kept', async () => {
    for (const limit of [1, 511, 512, 513, 1024, 5_000]) {
      for (const descending of [false, true]) {
        const found = await keysOf(
          profiles().range('outbox', { from: bytes(keyAt(7)), limit, descending, to: bytes(keyAt(20_000)) }),
        )
        expect(found).toHaveLength(limit)
        expect(found[0]).toBe(keyAt(descending ? 19_999 : 7))
        expect(found.at(-1)).toBe(keyAt(descending ? 20_000 - limit : 6 + limit))
      }
    }
  })

  test('a reader who stops early harms nobody', async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      for await (const { key } of profiles().range('outbox', {})) {
        expect(Buffer.from(key).toString()).toBe(keyAt(0))
        break
      }
    }
    expect(await profiles().count('outbox')).toBe(MANY)
  })

  test('what is there all the while comes exactly once, in order, while others write and remove', async () => {
    for (const descending of [false, true]) {
      const found: string[] = []
      let turn = 0
      for await (const { key } of profiles().range('outbox', { from: bytes(keyAt(0)), descending })) {
        found.push(Buffer.from(key).toString())
        if (found.length % 300 !== 1) continue
        turn += 1
        const near = keyAt(descending ? MANY - found.length : found.length)
        await profiles().commit({
          changes: [`${near}-between`, `event-0000-${turn}`, `event-9-${turn}`].map(text => ({
            space: 'outbox',
            key: bytes(text),
            value: turn % 2 === 0 ? undefined : bytes('x'),
          })),
        })
      }
      const lasting = found.filter(key => /^event-\d{6}$/.test(key))
      const all = Array.from({ length: MANY }, (_, index) => keyAt(index))
      expect(lasting).toEqual(descending ? all.toReversed() : all)
      const sorted = found.toSorted()
      expect(found).toEqual(descending ? sorted.toReversed() : sorted)
    }
  })
}

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** Twice: what the first finds to be unused, the second has seen freed. */
function memoryInUse(): number {
  collectGarbage()
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
