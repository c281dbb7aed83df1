import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Expression } from '../../ast/expression.ts'
import { check } from '../../check/check.ts'
import { arbitrarySubject } from '../../testing/arbitrary-subject.ts'
import { arbitraryWindow } from '../../testing/arbitrary-window.ts'
import { instant, testVocabulary } from '../../testing/index.ts'
import { callOf, compareOf, nameOf, numberOf } from '../../testing/syntax.ts'
import { compileClosure } from '../compile-closure.ts'
import { compileChange } from './compile-next-change.ts'

const asOf = instant('2026-03-29T00:30:00Z')
const subjects = arbitrarySubject({ vocabulary: testVocabulary, asOf })
const event = fc.constantFrom('visit', 'purchase', 'call')

const did = fc
  .tuple(fc.constantFrom('did', 'never'), event, arbitraryWindow)
  .map(([name, of, window]): Expression => callOf(name, nameOf(of), ...window))
const compared = fc
  .tuple(event, arbitraryWindow, fc.constantFrom('=' as const, '!=', '<', '<=', '>', '>='), fc.nat(12))
  .map(
    ([of, window, operator, limit]): Expression =>
      compareOf(callOf('count', nameOf(of), ...window), operator, numberOf(String(limit))),
  )
const since = fc
  .tuple(event, fc.constantFrom('<' as const, '<=', '>', '>='), fc.nat(400))
  .map(
    ([of, operator, days]): Expression =>
      compareOf(callOf('days_since', nameOf(of)), operator, numberOf(String(days))),
  )

test('of one condition on events in one window the next change is a change, found at the first look', () => {
  let changing = 0
  fc.assert(
    fc.property(fc.oneof(did, compared, since), subjects, (expression, subject) => {
      const { checked } = check(expression, testVocabulary)
      if (checked === undefined) throw new Error('Every one of these checks.')
      // Known events that lie ahead can take turns; of the past ones alone the first look has to be right.
      const past = { ...subject, events: subject.events.filter(({ at }) => at <= asOf) }
      const change = compileChange(checked, testVocabulary, { looks: 0 })(past, asOf)
      if (change === undefined) return
      changing += 1
      const closure = compileClosure(checked, testVocabulary)
      expect(change.differs).toBe(true)
      expect(closure(past, change.at - 1)).toBe(closure(past, asOf))
      expect(closure(past, change.at)).not.toBe(closure(past, asOf))
    }),
    { numRuns: 1_500 },
  )
  expect(changing).toBeGreaterThan(300)
})
