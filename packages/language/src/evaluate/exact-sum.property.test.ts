import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LARGEST } from '../vocabulary/value.ts'
import { fromMillionths, millionths, sumExactly } from './exact-sum.ts'

const numbers = fc.array(fc.double({ min: -LARGEST, max: LARGEST, noNaN: true }), { maxLength: 40 })

test('a sum of numbers does not depend on their order', () => {
  fc.assert(
    fc.property(numbers, values => {
      const forward = sumExactly(values.map(millionths))
      expect(sumExactly(values.map(millionths).reverse())).toBe(forward)
    }),
  )
})

test('a sum is that of BigInt', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n })), values => {
      const sum = values.reduce((a, b) => a + b, 0n)
      expect(BigInt(sumExactly(values))).toBe(sum)
    }),
  )
})

test('ten thousand times 0.1 is 1000, not 1000.0000000001588', () => {
  const tenths = Array.from({ length: 10_000 }, () => millionths(0.1))
  expect(fromMillionths(sumExactly(tenths))).toBe(1000)
})
