import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { durationMillis } from './ast/resolve-window.ts'
import { checkTarget } from './check-target.ts'
import { compileClosure } from './evaluate/compile-closure.ts'
import { parse } from './parse/parse.ts'
import { print } from './print/print.ts'
import { arbitrarySubject } from './testing/arbitrary-subject.ts'
import { arbitraryTarget } from './testing/arbitrary-target.ts'
import { testVocabulary } from './testing/vocabulary.ts'

const numRuns = Number(process.env.KINDRED_PROPERTY_RUNS ?? 1_000)
const asOf = Date.UTC(2026, 2, 29, 1)

describe('generated targets', () => {
  test('print and parsing give the same tree again', () => {
    const spanless = (key: string, part: unknown) => (key === 'span' ? undefined : part)
    fc.assert(
      fc.property(arbitraryTarget(), expression => {
        const parsed = parse(print(expression))
        expect(parsed.ok && JSON.stringify(parsed.expression, spanless)).toBe(
          JSON.stringify(expression, spanless),
        )
      }),
      { numRuns },
    )
  })

  test('see what happens after the instant and up to the end of the time ahead, and nothing else', () => {
    fc.assert(
      fc.property(
        arbitraryTarget(),
        arbitrarySubject({ vocabulary: testVocabulary, asOf }),
        (expression, subject) => {
          const { target, problems } = checkTarget(print(expression), testVocabulary)
          if (target === undefined) throw new Error(`${print(expression)}: ${problems[0]?.says}`)
          const end = asOf
          const start = end - durationMillis(target.ahead)
          const seen = subject.events.filter(({ at }) => at > start && at <= end)
          const outcome = compileClosure(target.is, testVocabulary)
          expect(outcome(subject, end)).toEqual(outcome({ ...subject, events: seen }, end))
        },
      ),
      { numRuns },
    )
  })
})
