import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Expression } from '../ast/expression.ts'
import { parse } from '../parse/parse.ts'
import { arbitraryExpression } from '../testing/arbitrary-expression.ts'
import { print } from './print.ts'

const RUNS = Number(process.env.KINDRED_PROPERTY_RUNS ?? 2_000)

function withoutSpans(value: Expression): string {
  return JSON.stringify(value, (key, part: unknown) => (key === 'span' ? undefined : part))
}

describe('printing', () => {
  test('and parsing give the same tree again', () => {
    fc.assert(
      fc.property(arbitraryExpression(undefined, 4), expression => {
        const parsed = parse(print(expression))
        expect(parsed.ok && withoutSpans(parsed.expression)).toBe(withoutSpans(expression))
      }),
      { numRuns: RUNS },
    )
  })

  test('any text is a literal that reads as itself in composed form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), value => {
        const text = print({ kind: 'text', value, span: { line: 1, column: 1, length: 0 } })
        const parsed = parse(text)
        expect(parsed.ok && parsed.expression).toMatchObject({ kind: 'text', value: value.normalize('NFC') })
      }),
      { numRuns: RUNS },
    )
  })
})

describe('parsing', () => {
  const pieces = fc.oneof(
    fc.constantFrom(
      ...'and or not in is where ( ) , . = < > - + * / " \\ 1 30d 2026-01-01 count visit then top last'.split(
        ' ',
      ),
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  )

  test('of anything whatever gives a tree or problems within the text, and never throws', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), parts => {
        const text = parts.join(' ')
        const parsed = parse(text)
        const lines = text.split('\n')
        for (const { span, says, remedy } of parsed.ok ? [] : parsed.problems) {
          expect(span.line).toBeLessThanOrEqual(lines.length)
          expect(span.column).toBeLessThanOrEqual(Array.from(lines[span.line - 1] ?? '').length + 1)
          expect(says !== '' && remedy !== '' && span.length >= 0).toBe(true)
        }
      }),
      { numRuns: RUNS },
    )
  })
})
