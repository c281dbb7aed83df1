import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMap, isScalar, parseDocument, stringify } from 'yaml'
import { type TextStyle, textOffsets } from './text-offsets.ts'

const styles: Record<string, TextStyle> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
}

/** A text as YAML writes it in the given way, and the source of just that text. */
function written(
  value: string,
  type: 'PLAIN' | 'QUOTE_SINGLE' | 'QUOTE_DOUBLE' | 'BLOCK_LITERAL' | 'BLOCK_FOLDED',
) {
  const source = stringify({ when: value }, { defaultStringType: type, lineWidth: 30 })
  const document = parseDocument(source)
  const scalar = isMap(document.contents) ? document.contents.items[0]?.value : undefined
  if (!isScalar(scalar) || typeof scalar.value !== 'string' || !scalar.range)
    throw new Error('no text was written')
  const style = styles[scalar.type ?? '']
  if (style === undefined) throw new Error(`unknown style ${scalar.type}`)
  return { value: scalar.value, source: source.slice(scalar.range[0], scalar.range[1]), style }
}

const words = fc.array(
  fc.oneof(
    fc.constantFrom(
      'a',
      'count(purchase, 90d)',
      '"CZ"',
      "'",
      '>',
      '\\',
      ':',
      '#',
      'č',
      '👩‍🚀',
      '\n',
      '\n\n',
      '\t',
      '  ',
      '%',
      '-',
    ),
    fc.string({ minLength: 1, maxLength: 5, unit: 'grapheme' }),
  ),
  { minLength: 1, maxLength: 14 },
)

test.each(['PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'] as const)(
  'every character that is not blank is found where it was written, however YAML writes the text (%s)',
  type => {
    fc.assert(
      fc.property(words, parts => {
        const { value, source, style } = written(parts.join(' '), type)
        const offsets = textOffsets(value, source, style)
        expect(offsets).toHaveLength(value.length + 1)
        for (let index = 0; index < value.length; index += 1) {
          const character = value[index] ?? ''
          if (/\s/.test(character)) continue
          const there = source.slice(offsets[index])
          expect(there.startsWith(character) || (style === 'double' && there.startsWith('\\'))).toBe(true)
        }
        expect(offsets.toSorted((a, b) => a - b)).toEqual(offsets)
      }),
      { numRuns: 300 },
    )
  },
)

test('escapes and doubled quotes are one character each', () => {
  expect(textOffsets("it's", "'it''s'", 'single')).toEqual([1, 2, 3, 5, 6])
  expect(textOffsets('a"é!', '"a\\"\\u00e9!"', 'double')).toEqual([1, 2, 4, 10, 11])
})
