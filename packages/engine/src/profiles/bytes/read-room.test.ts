import { expect, test } from 'vitest'
import { ReadRoom } from './read-room.ts'

test('keeps every copy as it was until it is cleared, however many and however large', () => {
  const room = new ReadRoom()
  const shared = new Uint8Array(50_000)
  const lengths = Array.from({ length: 300 }, (_, at) => (at * 977) % 50_000)
  const copies = lengths.map((length, at) => room.copy(shared.fill(at & 0xff), length))
  for (const [at, copy] of copies.entries()) {
    expect(copy.length).toBe(lengths[at])
    expect(copy.byteOffset % 8).toBe(0)
    expect(copy.every(byte => byte === (at & 0xff))).toBe(true)
  }
})

test('takes no more than the length that is meant of bytes that say they are shorter than they are', () => {
  const lent = Object.defineProperty(new Uint8Array(600_000).fill(7), 'length', { value: 3 })
  const room = new ReadRoom()
  const copies = [room.copy(lent, lent.length), room.copy(lent, lent.length)]
  expect(copies.map(copy => [...copy])).toEqual([
    [7, 7, 7],
    [7, 7, 7],
  ])
})

test('uses the same memory again once it is cleared', () => {
  const room = new ReadRoom()
  const first = room.copy(Uint8Array.of(1, 2, 3), 2)
  room.clear()
  const second = room.copy(Uint8Array.of(9, 8, 7), 3)
  expect([...second]).toEqual([9, 8, 7])
  expect([...first]).toEqual([9, 8])
})
