import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from '../check/check.ts'
import { compileClosure } from '../evaluate/compile-closure.ts'
import { arbitraryExpression } from '../testing/arbitrary-expression.ts'
import { arbitrarySubject } from '../testing/arbitrary-subject.ts'
import { instant, testCutoffs, testVocabulary } from '../testing/index.ts'
import { explain } from './explain.ts'
import type { ExplainedNode } from './explanation.ts'

const asOf = instant('2026-03-29T00:30:00Z')
const context = { ...testVocabulary, cutoffs: testCutoffs }
const subjects = arbitrarySubject({ vocabulary: testVocabulary, asOf })
const conditions = arbitraryExpression('boolean').map(expression => {
  const { checked, problems } = check(expression, testVocabulary)
  if (checked === undefined) throw new Error(problems.map(({ says }) => says).join(' '))
  return checked
})

function nodes(node: ExplainedNode): readonly ExplainedNode[] {
  return [node, ...node.children.flatMap(nodes)]
}

test('an explanation says what the closure says, and gives a reason for it', () => {
  fc.assert(
    fc.property(conditions, subjects, (condition, subject) => {
      const explanation = explain(condition, subject, asOf, context, testVocabulary)
      expect(explanation.holds).toBe(compileClosure(condition, context)(subject, asOf) === true)
      expect(explanation.reason.length).toBeGreaterThan(0)
      expect(explanation.missing.length === 0).toBe(explanation.holds)
      expect(explanation.inWords.length).toBeGreaterThan(1)
    }),
    { numRuns: 500 },
  )
})

test('evidence is of known events up to the instant, twenty named at most, the latest first', () => {
  fc.assert(
    fc.property(conditions, subjects, (condition, subject) => {
      const position = new Map(subject.events.map((event, index) => [event.id, index]))
      const past = new Set(subject.events.filter(({ at }) => at <= asOf).map(({ id }) => id))
      for (const { evidence } of nodes(explain(condition, subject, asOf, context, testVocabulary).tree)) {
        if (evidence === undefined) continue
        const positions = evidence.ids.map(id => position.get(id) ?? -1)
        expect(evidence.ids.filter(id => !past.has(id))).toEqual([])
        expect(evidence.ids).toHaveLength(Math.min(evidence.count, 20))
        expect(positions).toEqual([...positions].sort((a, b) => b - a))
      }
    }),
    { numRuns: 300 },
  )
})

test('near misses are measured and in order', () => {
  fc.assert(
    fc.property(conditions, subjects, (condition, subject) => {
      const { nearMisses } = explain(condition, subject, asOf, context, testVocabulary)
      const distances = nearMisses.map(({ distance }) => distance)
      expect(distances.every(distance => distance >= 0)).toBe(true)
      expect(distances).toEqual([...distances].sort((a, b) => a - b))
    }),
    { numRuns: 300 },
  )
})
