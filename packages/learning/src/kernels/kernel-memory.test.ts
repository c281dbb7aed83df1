import { expect, test } from 'vitest'
import { freshMemory, sharedSingles, takeHome } from './kernel-memory.ts'

test('memory that was given back is given out again, all zero', () => {
  const first = freshMemory(200_000)
  new Uint8Array(first.memory.buffer).fill(7)
  first.giveBack()
  const second = freshMemory(100_000)
  expect(second.memory).toBe(first.memory)
  expect(new Uint8Array(second.memory.buffer, second.free, 100_000).every(byte => byte === 0)).toBe(true)
  second.giveBack()
})

test('memory is not given out twice, nor where it is too small', () => {
  const first = freshMemory(100_000)
  const second = freshMemory(100_000)
  expect(second.memory).not.toBe(first.memory)
  first.giveBack()
  second.giveBack()
  expect(freshMemory(1_000_000).memory.buffer.byteLength).toBeGreaterThanOrEqual(1_000_000)
})

test('the memory that a matrix lives in is taken once at a time, and again when it has grown', () => {
  const values = sharedSingles(10).fill(3)
  const first = takeHome(values, 300_000)
  expect(takeHome(values, 10)).toBeUndefined()
  new Uint8Array(first!.memory.buffer, first!.free, 300_000).fill(7)
  first!.giveBack()
  const second = takeHome(values, 300_000)
  expect(second!.memory).toBe(first!.memory)
  expect(new Uint8Array(second!.memory.buffer, second!.free, 300_000).every(byte => byte === 0)).toBe(true)
  expect(Array.from(values)).toEqual(new Array(10).fill(3))
  // What belongs to a matrix is nobody else's.
  second!.giveBack()
  expect(freshMemory(10).memory).not.toBe(second!.memory)
})
