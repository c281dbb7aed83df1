import { expect, test } from 'vitest'
import { polygonHolds } from './polygon.ts'

const at = (latitude: number, longitude: number) => ({ latitude, longitude })

const square = polygonHolds([at(0, 0), at(0, 10), at(10, 10), at(10, 0)])
const triangle = polygonHolds([at(0, 0), at(0.3, 0.1), at(0, 0.2)])
/** A square with a notch cut out of its eastern side. */
const notched = polygonHolds([at(0, 0), at(0, 4), at(2, 2), at(4, 4), at(4, 0)])

test.each([
  ['inside', square, at(5, 5), true],
  ['on an edge', square, at(5, 10), true],
  ['on a corner', square, at(10, 10), true],
  ['level with a corner, outside', square, at(10, 11), false],
  ['level with the lower edge, outside', square, at(0, -1), false],
  ['a millionth of a degree outside', square, at(5, 10.000001), false],
  ['less than half a millionth outside', square, at(5, 10.0000004), true],
  ['on a slanted edge whose decimals no float holds', triangle, at(0.15, 0.05), true],
  ['beside that edge', triangle, at(0.15, 0.049999), false],
  ['in the notch', notched, at(2, 3), false],
  ['at the tip of the notch', notched, at(2, 2), true],
  ['beside the notch', notched, at(0.5, 3), true],
] as const)('a place %s', (_, holds, place, inside) => {
  expect(holds(place)).toBe(inside)
})
