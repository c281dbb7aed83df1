import { expect, test } from 'vitest'
import { shareDifference } from './share-difference.ts'

/** Newcombe (1998), table II, method 10, examples (a) to (h). */
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [0, 10, 0, 10, -0.2775, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
])('%i of %i against %i of %i has the published interval', (a, ofA, b, ofB, low, high) => {
  const found = shareDifference(a, ofA, b, ofB)!
  expect(found.effect).toBeCloseTo(a / ofA - b / ofB, 12)
  expect(found.interval[0]).toBeCloseTo(low, 4)
  expect(found.interval[1]).toBeCloseTo(high, 4)
})

test('against nobody there is no difference to tell', () => {
  expect(shareDifference(1, 2, 0, 0)).toBeUndefined()
})
