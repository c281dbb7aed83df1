import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Checked } from '../../ast/checked.ts'
import { check } from '../../check/check.ts'
import { arbitraryExpression } from '../../testing/arbitrary-expression.ts'
import { arbitrarySubject } from '../../testing/arbitrary-subject.ts'
import { instant, testCutoffs, vocabularyIn } from '../../testing/index.ts'
import { LAST_INSTANT } from '../../vocabulary/calendar.ts'
import { compileClosure } from '../compile-closure.ts'
import { compileChange, compileNextChange } from './compile-next-change.ts'

/** Each around a night on which clocks change, or the end of a year or of a February. */
const settings = [
  ['2026-03-29T00:30:00Z', 'Europe/Prague'],
  ['2026-10-24T22:30:00Z', 'Europe/Prague'],
  ['2026-03-08T04:59:59.999Z', 'America/New_York'],
  ['2026-04-05T11:30:00Z', 'Pacific/Auckland'],
  ['2025-12-31T23:00:00Z', 'Europe/Prague'],
  ['2028-02-29T12:00:00Z', 'Europe/Prague'],
] as const

describeEach()

function describeEach(): void {
  for (const [written, timezone] of settings) {
    const vocabulary = vocabularyIn(timezone, 1)
    const context = { ...vocabulary, cutoffs: testCutoffs }
    const asOf = instant(written)
    const subjects = arbitrarySubject({ vocabulary, asOf })
    const checkedOf = (expression: Parameters<typeof check>[0]): Checked => {
      const { checked, problems } = check(expression, vocabulary)
      if (checked === undefined) throw new Error(problems.map(({ says }) => says).join(' '))
      return checked
    }
    const expressions = fc.oneof(
      { weight: 3, arbitrary: arbitraryExpression('boolean', 2).map(checkedOf) },
      { weight: 1, arbitrary: arbitraryExpression(undefined, 2).map(checkedOf) },
    )
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 })

    test(`nothing changes before the next change: ${written} in ${timezone}`, () => {
      fc.assert(
        fc.property(expressions, subjects, fc.nat(3), shares, (checked, subject, looks, between) => {
          const closure = compileClosure(checked, context)
          const before = closure(subject, asOf)
          const next = compileNextChange(checked, context, { looks: looks ** 3 })(subject, asOf)
          if (next !== undefined) expect(next).toBeGreaterThan(asOf)
          const last = (next ?? LAST_INSTANT + 1) - 1
          const near = [1, 1_000, 3_600_000, 86_400_000].map(by => Math.min(asOf + by, last))
          const instants = [last, ...near, ...between.map(share => asOf + Math.floor((last - asOf) * share))]
          for (const at of instants) expect(closure(subject, at), new Date(at).toISOString()).toEqual(before)
        }),
        { numRuns: 700 },
      )
    })

    test(`a change that is said to differ does: ${written} in ${timezone}`, () => {
      fc.assert(
        fc.property(expressions, subjects, (checked, subject) => {
          const closure = compileClosure(checked, context)
          const change = compileChange(checked, context)(subject, asOf)
          if (change?.differs === true)
            expect(closure(subject, change.at)).not.toEqual(closure(subject, asOf))
        }),
        { numRuns: 200 },
      )
    })
  }
}
