import { expect, test } from 'vitest'
import { roundHalfAway } from './round-half-away.ts'

test.each([
  [2.5, 0, 3],
  [-2.5, 0, -3],
  [0.5, 0, 1],
  [-0.5, 0, -1],
  [0.49999999999999994, 0, 0],
  [-0.4, 0, -0],
  [1.25, 1, 1.3],
  [1.005, 2, 1], // the float nearest to 1.005 is below it, and times 100 gives 100.49999999999999
  [2 ** 52 + 1, 0, 2 ** 52 + 1],
  [1e300, 6, 1e300],
  [1234567.1234565, 6, 1234567.123457],
])('%d to %d places is %d', (value, places, rounded) => {
  expect(roundHalfAway(value, places)).toBe(rounded)
})
