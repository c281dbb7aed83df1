import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareBytes } from './compare-bytes.ts'
import { OrderedBytes } from './ordered-bytes.ts'

const anyBytes = fc.uint8Array({ maxLength: 4 })

test('bytes are ordered as Buffer orders them', () => {
  fc.assert(
    fc.property(anyBytes, anyBytes, (one, other) => {
      expect(Math.sign(compareBytes(one, other))).toBe(Buffer.compare(one, other))
    }),
    { numRuns: 1_000 },
  )
})

test('thousands of entries, put and taken away in any order, are found and stay in order', () => {
  const keyOf = (number: number) => new Uint8Array([number >> 16, number >> 8, number])
  const steps = fc.array(fc.record({ number: fc.nat(9_000), isTaken: fc.boolean() }), {
    minLength: 3_000,
    maxLength: 6_000,
  })
  fc.assert(
    fc.property(steps, list => {
      const entries = new OrderedBytes()
      const model = new Map<number, Uint8Array>()
      for (const { number, isTaken } of list) {
        const value = new Uint8Array([number & 7])
        if (isTaken && model.size > 2_000) {
          entries.delete(keyOf(number))
          model.delete(number)
        } else {
          entries.set(keyOf(number), value)
          model.set(number, value)
        }
      }
      const sorted = [...model.keys()].sort((a, b) => a - b)
      expect(entries.size).toBe(sorted.length)
      const up: number[] = []
      for (let entry = entries.first(); entry !== undefined; ) {
        up.push(numberOf(entry.key))
        expect(entries.get(entry.key)).toBe(model.get(numberOf(entry.key)))
        entry = entries.first(keyOf(numberOf(entry.key) + 1))
      }
      expect(up).toEqual(sorted)
      const down: number[] = []
      for (let entry = entries.last(); entry !== undefined; entry = entries.last(entry.key))
        down.push(numberOf(entry.key))
      expect(down).toEqual(sorted.toReversed())
    }),
    { numRuns: 5 },
  )
})

function numberOf(key: Uint8Array): number {
  return ((key[0] ?? 0) << 16) | ((key[1] ?? 0) << 8) | (key[2] ?? 0)
}
