import { expect, it } from 'vitest'
import { wordsFor } from './news-bits.ts'

it('gives each name a bit, in words of 64', () => {
  const names = Array.from({ length: 130 }, (_, index) => `name_${index}`)
  expect(wordsFor(names, ['name_0', 'name_63', 'name_64', 'name_129'])).toEqual([(1n << 63n) | 1n, 1n, 2n])
  expect(wordsFor(names, ['not among them'])).toEqual([0n, 0n, 0n])
  expect(wordsFor([], ['name_0'])).toEqual([])
})
