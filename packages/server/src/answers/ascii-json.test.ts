import { isStringOneByteRepresentation } from 'node:v8'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asciiJson } from './ascii-json.ts'

it('gives every value back, in ASCII, at a byte a letter', () => {
  const hostile = fc.constantFrom('“é” 😀', '\ud800', '\u2028\u0000"\\', 'č', '\u007f\u0080')
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' }), fc.jsonValue()), value => {
      const text = asciiJson(value)
      expect(text).toMatch(/^[\x00-\x7f]*$/)
      expect(isStringOneByteRepresentation(text)).toBe(true)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

it('escapes letters by the pair where one is not enough', () => {
  expect(asciiJson('“é” 😀')).toBe('"\\u201c\\u00e9\\u201d \\ud83d\\ude00"')
})

it('takes a byte a letter for a piece of a wider text, too', () => {
  const wide = 'Útrata za čtvrtletí: Spend in the quarter'.slice(21)
  expect(isStringOneByteRepresentation(wide)).toBe(false)
  expect(isStringOneByteRepresentation(asciiJson(wide))).toBe(true)
})
