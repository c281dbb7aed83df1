import { expect, test } from 'vitest'
import type { ValueRoom } from '../ports/profiles.ts'
import { LiveRecordReads } from './live-record-reads.ts'

const bytes = (text: string) => Buffer.from(text)
const textOf = (found: Uint8Array | undefined) => found && Buffer.from(found).toString()

function storeOf(read: (keys: readonly string[]) => readonly (Uint8Array | undefined)[]) {
  const readings: string[][] = []
  return {
    readings,
    read: async (_space: string, keys: readonly Uint8Array[]) => {
      const asked = keys.map(key => Buffer.from(key).toString())
      readings.push(asked)
      return read(asked)
    },
  }
}

test('what is asked for in one breath is read at once, and everybody gets her own', async () => {
  const store = storeOf(keys => keys.map(key => (key === 'nobody' ? undefined : bytes(`of ${key}`))))
  const reads = new LiveRecordReads(store, setImmediate)
  const found = await Promise.all(
    ['anna', 'nobody', 'ben', 'anna'].map(key => reads.read(bytes(key), textOf)),
  )
  expect(found).toEqual(['of anna', undefined, 'of ben', 'of anna'])
  expect(store.readings).toEqual([['anna', 'nobody', 'ben', 'anna']])
})

test('what is asked for later is read later', async () => {
  const store = storeOf(keys => keys.map(bytes))
  const reads = new LiveRecordReads(store, setImmediate)
  await reads.read(bytes('anna'), textOf)
  await reads.read(bytes('anna'), textOf)
  expect(store.readings).toEqual([['anna'], ['anna']])
})

test('a store that cannot be read fails all who asked, and is asked again by the next', async () => {
  let isDown = true
  const store = storeOf(keys => {
    if (isDown) throw new Error('down')
    return keys.map(bytes)
  })
  const reads = new LiveRecordReads(store, setImmediate)
  const tried = await Promise.allSettled([
    reads.read(bytes('anna'), textOf),
    reads.read(bytes('ben'), textOf),
  ])
  expect(tried.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  isDown = false
  expect(await reads.read(bytes('anna'), textOf)).toBe('anna')
})

test('whoever fails on what was read fails alone', async () => {
  const reads = new LiveRecordReads(
    storeOf(keys => keys.map(bytes)),
    setImmediate,
  )
  const failing = reads.read(bytes('anna'), () => {
    throw new Error('no record')
  })
  const [failed, other] = await Promise.allSettled([failing, reads.read(bytes('ben'), textOf)])
  expect(failed.status).toBe('rejected')
  expect(other).toEqual({ status: 'fulfilled', value: 'ben' })
})

test('a store that copies puts what is read into the same memory each time, and never into what is being read', async () => {
  const readings: { readonly memory: ArrayBufferLike | undefined; end(): void }[] = []
  const reads = new LiveRecordReads(
    {
      read: (_space: string, keys: readonly Uint8Array[], room?: ValueRoom) => {
        const copies = keys.map(key => room?.copy(key, key.length) ?? new Uint8Array(key))
        const memory = room === undefined ? undefined : copies[0]?.buffer
        return new Promise(resolve => readings.push({ memory, end: () => resolve(copies) }))
      },
    },
    queueMicrotask,
  )
  const begin = async (name: string) => {
    const found = reads.read(bytes(name), textOf)
    await Promise.resolve()
    return { found }
  }
  const [first, second] = [await begin('anna'), await begin('ben')]
  for (const { end } of readings) end()
  expect(await Promise.all([first.found, second.found])).toEqual(['anna', 'ben'])
  const third = await begin('carl')
  readings[2]?.end()
  expect(await third.found).toBe('carl')
  expect(readings[0]?.memory).toBeDefined()
  expect(readings[1]?.memory).toBeUndefined()
  expect(readings[2]?.memory).toBe(readings[0]?.memory)
})
