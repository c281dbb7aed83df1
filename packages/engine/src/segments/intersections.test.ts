import { expect, test } from 'vitest'
import { intersectionsOf } from './intersections.ts'

const words = (segments: readonly string[], cells: Parameters<typeof intersectionsOf>[1]) =>
  intersectionsOf(segments, cells).map(
    ({ segments: of, exactly, atLeast }) => `${of.join('&')} ${exactly} ${atLeast}`,
  )

test('every intersection is there, with who is in it alone and who is in it at all', () => {
  const cells = [
    { segments: ['a'], customers: 3 },
    { segments: ['a', 'b'], customers: 2 },
    { segments: ['a', 'b', 'c'], customers: 1 },
    { segments: [], customers: 50 },
  ]
  expect(words(['a', 'b', 'c'], cells)).toEqual([
    ...['a 3 6', 'b 0 3', 'c 0 1'],
    ...['a&b 2 3', 'a&c 0 1', 'b&c 0 1'],
    'a&b&c 1 1',
  ])
})

test('of segments without anybody all are empty', () => {
  expect(words(['a', 'b'], [])).toEqual(['a 0 0', 'b 0 0', 'a&b 0 0'])
})

test('the order within a cell does not matter', () => {
  expect(words(['a', 'b'], [{ segments: ['b', 'a'], customers: 4 }])).toEqual(['a 0 4', 'b 0 4', 'a&b 4 4'])
})
