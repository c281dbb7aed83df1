import fc from 'fast-check'
import { expect, test } from 'vitest'
import { descendingOrder, radixOrder } from './descending-order.ts'
import { seeded } from './random.ts'

const number = fc.oneof(
  fc.double({ noNaN: true }),
  fc.constantFrom(0, -0, 1, -1, Infinity, -Infinity, Number.MIN_VALUE, -Number.MIN_VALUE),
  fc.integer({ min: -3, max: 3 }),
)

test('the order is that of a stable sort, however it is found', () => {
  fc.assert(
    fc.property(fc.array(number, { maxLength: 60 }), list => {
      const sorted = [...list.keys()].sort((a, b) =>
        list[a]! > list[b]! ? -1 : list[a]! < list[b]! ? 1 : a - b,
      )
      expect(Array.from(descendingOrder(Float64Array.from(list)))).toEqual(sorted)
      expect(Array.from(radixOrder(Float64Array.from(list)))).toEqual(sorted)
    }),
    { numRuns: 60 },
  )
})

test('many numbers are sorted as few are', () => {
  const random = seeded(3)
  const values = Float64Array.from({ length: 5000 }, () => Math.round(100 * random.normal()) / 10)
  const order = descendingOrder(values)
  for (let at = 1; at < order.length; at += 1) {
    const [before, after] = [order[at - 1]!, order[at]!]
    expect(values[before]! > values[after]! || (values[before] === values[after] && before < after)).toBe(
      true,
    )
  }
})
