import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutoffTexts, readCutoffTexts } from './cutoff-text.ts'

it('cut-offs come back from text and JSON as they were, amounts beyond a safe number included', () => {
  const amount = fc.oneof(
    fc.double({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1, noNaN: true }).map(value => value + 0),
    fc.integer(),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }),
    fc.constantFrom(1e21, -1.5e300),
  )
  const lists = fc.array(fc.array(amount), { maxLength: 3 })
  fc.assert(
    fc.property(fc.dictionary(fc.string(), lists), cutoffs => {
      const whole = new Map(Object.entries(cutoffs))
      expect(readCutoffTexts(JSON.parse(JSON.stringify(cutoffTexts(whole))))).toEqual(whole)
    }),
  )
})
