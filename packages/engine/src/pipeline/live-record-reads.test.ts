import { expect, test } from 'vitest'
import { LiveRecordReads } from './live-record-reads.ts'

const bytes = (text: string) => Buffer.from(text)

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
  const found = await Promise.all(['anna', 'nobody', 'ben', 'anna'].map(key => reads.read(bytes(key))))
  expect(found.map(each => each?.toString())).toEqual(['of anna', undefined, 'of ben', 'of anna'])
  expect(store.readings).toEqual([['anna', 'nobody', 'ben', 'anna']])
})

test('what is asked for later is read later', async () => {
  const store = storeOf(keys => keys.map(bytes))
  const reads = new LiveRecordReads(store, setImmediate)
  await reads.read(bytes('anna'))
  await reads.read(bytes('anna'))
  expect(store.readings).toEqual([['anna'], ['anna']])
})

test('a store that cannot be read fails all who asked, and is asked again by the next', async () => {
  let isDown = true
  const store = storeOf(keys => {
    if (isDown) throw new Error('down')
    return keys.map(bytes)
  })
  const reads = new LiveRecordReads(store, setImmediate)
  const tried = await Promise.allSettled([reads.read(bytes('anna')), reads.read(bytes('ben'))])
  expect(tried.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  isDown = false
  expect((await reads.read(bytes('anna')))?.toString()).toBe('anna')
})
