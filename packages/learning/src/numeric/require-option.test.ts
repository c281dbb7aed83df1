import { expect, test } from 'vitest'
import { requireOption } from './require-option.ts'

test.each([
  [Number.NaN, { least: 1 }, "The option 'k' is NaN. Give a number of at least 1."],
  [2.5, { least: 1, whole: true }, "The option 'k' is 2.5. Give a whole number of at least 1."],
  [0, { above: 0 }, "The option 'k' is 0. Give a number above 0."],
  [0, { above: 0, most: 1 }, "The option 'k' is 0. Give a number above 0, at most 1."],
  [9, { least: 1, most: 5 }, "The option 'k' is 9. Give a number from 1 to 5."],
  [Number.POSITIVE_INFINITY, { least: 1 }, "The option 'k' is Infinity. Give a number of at least 1."],
])('%s is refused with %o', (given, bounds, says) => {
  expect(() => requireOption('k', given, bounds)).toThrow(says)
})

test('both ends are allowed', () => {
  expect(() => requireOption('k', 1, { least: 1, most: 5, whole: true })).not.toThrow()
  expect(() => requireOption('k', 5, { least: 1, most: 5, whole: true })).not.toThrow()
})
