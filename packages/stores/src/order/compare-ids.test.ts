import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareIds } from './compare-ids.ts'

it('orders ids as their UTF-8 bytes are ordered', () => {
  const id = fc.string({ unit: 'grapheme', maxLength: 4 })
  fc.assert(
    fc.property(id, id, (a, b) => {
      expect(Math.sign(compareIds(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
    }),
    { numRuns: 2000 },
  )
})

it('puts an emoji after every letter of the basic plane', () => {
  expect(compareIds('～', '😀')).toBeLessThan(0)
  expect(compareIds('a', 'aa')).toBeLessThan(0)
})
