import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from '../../check/check.ts'
import { compileClosure } from '../../evaluate/compile-closure.ts'
import { arbitraryExpression } from '../../testing/arbitrary-expression.ts'
import { arbitrarySubject } from '../../testing/arbitrary-subject.ts'
import { instant, testCutoffs, testVocabulary } from '../../testing/index.ts'
import { applyChanges, type ProposedChange } from './apply-changes.ts'
import { smallestChange } from './smallest-change.ts'

const asOf = instant('2026-03-29T00:30:00Z')
const context = { ...testVocabulary, cutoffs: testCutoffs }
const subjects = arbitrarySubject({ vocabulary: testVocabulary, asOf })
const conditions = arbitraryExpression('boolean', 2).map(expression => {
  const { checked, problems } = check(expression, testVocabulary)
  if (checked === undefined) throw new Error(problems.map(({ says }) => says).join(' '))
  return checked
})

function instantOf(changes: readonly ProposedChange[]): number {
  return Math.max(asOf, ...changes.map(change => (change.kind === 'wait' ? change.until : asOf)))
}

test('a stated change, applied, turns the answer round', () => {
  let found = 0
  fc.assert(
    fc.property(conditions, subjects, (condition, subject) => {
      const closure = compileClosure(condition, context)
      const before = closure(subject, asOf) === true
      const { changes, inWords } = smallestChange(condition, subject, asOf, context, testVocabulary)
      expect(inWords.length).toBeGreaterThan(1)
      if (changes.length === 0) return
      found += 1
      const at = instantOf(changes)
      for (const change of changes) if (change.kind === 'event') expect(change.at).toBe(at)
      expect(closure(applyChanges(subject, changes), at) === true).toBe(!before)
    }),
    { numRuns: 1_500 },
  )
  // Most conditions can be turned; a search that finds nothing would pass the above.
  expect(found).toBeGreaterThan(500)
})

test('an event that is in time for its deadline turns the answer round, and one on it does not', () => {
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(conditions, subjects, shares, (condition, subject, between) => {
      const closure = compileClosure(condition, context)
      const { changes } = smallestChange(condition, subject, asOf, context, testVocabulary)
      const before = changes.flatMap(change => (change.kind === 'event' ? (change.before ?? []) : []))[0]
      if (before === undefined) return
      const answers = closure(subject, asOf) === true
      const madeAt = (at: number): boolean =>
        closure(
          applyChanges(
            subject,
            changes.map(change => (change.kind === 'event' ? { ...change, at } : change)),
          ),
          at,
        ) === true
      const inTime = between.map(share => asOf + Math.floor((before - 1 - asOf) * share))
      for (const at of [asOf, before - 1, ...inTime]) {
        expect(closure(subject, at) === true).toBe(answers)
        expect(madeAt(at)).toBe(!answers)
      }
      const late = closure(subject, before) === true
      expect(late !== answers || madeAt(before) === answers).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})
