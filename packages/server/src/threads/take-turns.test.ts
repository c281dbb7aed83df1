import { setImmediate as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { takeTurns } from './take-turns.ts'

it('gives what came of each in order, at most so many at a time', async () => {
  let [now, most] = [0, 0]
  const given = await takeTurns([3, 1, 2, 1], 2, undefined, async turns => {
    now += 1
    most = Math.max(most, now)
    for (let turn = 0; turn < turns; turn += 1) await pause()
    now -= 1
    return turns * 10
  })
  expect(given).toEqual([30, 10, 20, 10])
  expect(most).toBe(2)
})

it('the first that fails stops the others, begins no more, and is what is thrown', async () => {
  const begun: string[] = []
  const given = takeTurns(['waits', 'fails', 'never'], 2, undefined, async (item, _at, signal) => {
    begun.push(item)
    if (item === 'fails') throw new Error('no')
    while (!signal.aborted) await pause()
    signal.throwIfAborted()
  })
  await expect(given).rejects.toThrow('no')
  expect(begun).toEqual(['waits', 'fails'])
})

it('stops with the reason of who stopped it', async () => {
  const stop = new AbortController()
  const given = takeTurns([1, 2], 1, stop.signal, async () => stop.abort(new Error('gone')))
  await expect(given).rejects.toThrow('gone')
})
