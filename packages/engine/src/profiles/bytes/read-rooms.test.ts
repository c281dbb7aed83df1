import { expect, test } from 'vitest'
import { ReadRooms } from './read-rooms.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)

test('whoever reads meanwhile has memory of her own, and it is used again afterwards', async () => {
  const rooms = new ReadRooms()
  let end = (): void => {}
  const isEnded = new Promise<void>(resolve => {
    end = resolve
  })
  const first = rooms.lend(async room => {
    const copy = room.copy(bytes(1, 2), 2)
    await isEnded
    return [...copy]
  })
  const second = await rooms.lend(async room => room.copy(bytes(3, 4), 2))
  expect([...second]).toEqual([3, 4])
  end()
  expect(await first).toEqual([1, 2])
  const again = await Promise.all(
    [1, 2].map(() => rooms.lend(async room => room.copy(bytes(5, 6), 2).buffer)),
  )
  expect(again).toContain(second.buffer)
})

test('a room is given back by who fails, too', async () => {
  const rooms = new ReadRooms()
  const failed = rooms.lend(async room => {
    throw Object.assign(new Error('no'), { lent: room.copy(bytes(1), 1).buffer })
  })
  const { lent } = await failed.catch((error: Error & { lent: unknown }) => error)
  expect(await rooms.lend(async room => room.copy(bytes(2), 1).buffer)).toBe(lent)
})
