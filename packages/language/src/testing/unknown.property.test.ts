import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from '../check/check.ts'
import { compileClosure } from '../evaluate/compile-closure.ts'
import { print } from '../print/print.ts'
import { arbitraryExpression } from './arbitrary-expression.ts'
import { arbitrarySubject } from './arbitrary-subject.ts'
import { instant } from './literals.ts'
import { testCutoffs, testVocabulary } from './vocabulary.ts'

const RUNS = Number(process.env.KINDRED_PROPERTY_RUNS ?? 3_000)
const asOf = instant('2026-03-18T12:00:00Z')

test('what checking says is never unknown never is', () => {
  fc.assert(
    fc.property(
      arbitraryExpression(undefined, 3),
      fc.array(arbitrarySubject({ vocabulary: testVocabulary, asOf }), { minLength: 1, maxLength: 4 }),
      (expression, subjects) => {
        const { checked } = check(expression, testVocabulary)
        if (checked === undefined) throw new Error(`${print(expression)} is not in order.`)
        if (checked.unknown) return
        const closure = compileClosure(checked, { ...testVocabulary, cutoffs: testCutoffs })
        for (const subject of subjects) expect(closure(subject, asOf), print(expression)).toBeDefined()
      },
    ),
    { numRuns: RUNS },
  )
})
