import { expect, it } from 'vitest'
import { inLanes } from './lanes.ts'

async function* upTo(count: number): AsyncGenerator<number> {
  for (let item = 0; item < count; item += 1) yield item
}

const tick = () => new Promise(resolve => setImmediate(resolve))

it('works on everything, never on more at once than there are lanes', async () => {
  const done: number[] = []
  let now = 0
  let most = 0
  await inLanes(3, upTo(20), async item => {
    now += 1
    most = Math.max(most, now)
    for (let wait = 0; wait < item % 4; wait += 1) await tick()
    now -= 1
    done.push(item)
  })
  expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, item) => item))
  expect(most).toBe(3)
})

it('begins nothing more after a failure, and throws it when what runs has ended', async () => {
  const begun: number[] = []
  let ended = 0
  const work = async (item: number) => {
    begun.push(item)
    await tick()
    if (item === 1) throw new RangeError('range 1')
    await tick()
    ended += 1
  }
  await expect(inLanes(2, upTo(50), work)).rejects.toThrow('range 1')
  expect(begun.length).toBeLessThan(6)
  expect(ended).toBe(begun.length - 1)
})
