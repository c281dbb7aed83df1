import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Checked } from '../ast/checked.ts'
import { check } from '../check/check.ts'
import { arbitraryExpression } from '../testing/arbitrary-expression.ts'
import { arbitrarySubject } from '../testing/arbitrary-subject.ts'
import { instant, testCutoffs, testVocabulary } from '../testing/index.ts'
import { compileClosure, compileClosures } from './compile-closure.ts'
import { orderEvents } from './order-events.ts'
import { compileSlots } from './slots/compile-slots.ts'
import type { Subject } from './subject.ts'

const asOf = instant('2026-03-29T00:30:00Z')
const context = { ...testVocabulary, cutoffs: testCutoffs }

const subjects = arbitrarySubject({ vocabulary: testVocabulary, asOf })
const conditions = arbitraryExpression('boolean').map(checkedOf)
const values = arbitraryExpression().map(checkedOf)

function checkedOf(expression: Parameters<typeof check>[0]): Checked {
  const { checked, problems } = check(expression, testVocabulary)
  if (checked === undefined) throw new Error(problems.map(({ says }) => says).join(' '))
  return checked
}

function negated(operand: Checked): Checked {
  return { kind: 'not', operand, type: 'boolean', unknown: false, span: operand.span }
}

function closureOf(checked: Checked, subject: Subject): unknown {
  return compileClosure(checked, context)(subject, asOf)
}

test('a condition and its negation split everybody', () => {
  fc.assert(
    fc.property(conditions, subjects, (condition, subject) => {
      expect(closureOf(negated(condition), subject)).toBe(closureOf(condition, subject) !== true)
    }),
    { numRuns: 1_000 },
  )
})

test('what the check says cannot be unknown is known', () => {
  fc.assert(
    fc.property(values, subjects, (checked, subject) => {
      fc.pre(!checked.unknown)
      expect(closureOf(checked, subject)).toBeDefined()
    }),
    { numRuns: 1_000 },
  )
})

test('the order in which events arrived, and how often, makes no difference', () => {
  const arrivals = subjects.chain(subject =>
    fc.tuple(
      fc.constant(subject),
      fc.shuffledSubarray([...subject.events, ...subject.events], { minLength: 2 * subject.events.length }),
    ),
  )
  fc.assert(
    fc.property(values, arrivals, (checked, [subject, arrived]) => {
      expect(closureOf(checked, { ...subject, events: orderEvents(arrived) })).toEqual(
        closureOf(checked, subject),
      )
    }),
    { numRuns: 1_000 },
  )
})

test('events after the instant do not exist', () => {
  fc.assert(
    fc.property(values, subjects, (checked, subject) => {
      const events = subject.events.filter(({ at }) => at <= asOf)
      expect(closureOf(checked, { ...subject, events })).toEqual(closureOf(checked, subject))
    }),
    { numRuns: 1_000 },
  )
})

test('one closure gives the same for a customer whomever and whenever it looked at before', () => {
  fc.assert(
    fc.property(values, fc.array(subjects, { minLength: 2, maxLength: 4 }), (checked, several) => {
      const reused = compileClosure(checked, context)
      for (const subject of several) {
        reused(subject, asOf - 86_400_000)
        expect(reused(subject, asOf)).toEqual(closureOf(checked, subject))
      }
    }),
    { numRuns: 300 },
  )
})

test('many expressions compiled together give what each gives alone', () => {
  fc.assert(
    fc.property(fc.array(values, { minLength: 2, maxLength: 6 }), subjects, (several, subject) => {
      const named = new Map(several.map((checked, index) => [String(index), checked]))
      const together = compileClosures(named, context)(subject, asOf)
      for (const [name, checked] of named) expect(together.get(name)).toEqual(closureOf(checked, subject))
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['generated code', true],
  ['closures', false],
])('%s over slots gives what the closure gives, a reason where it does not hold', (_, generate) => {
  fc.assert(
    fc.property(fc.array(conditions, { minLength: 1, maxLength: 40 }), subjects, (several, subject) => {
      const program = compileSlots(new Map(several.map((each, bit) => [String(bit), each])), context, {
        generate,
      })
      const row = new Float64Array(program.slots.length)
      const mask = new Uint32Array(program.words)
      const reasons = new Uint16Array(several.length)
      program.fill(subject, asOf, row)
      program.masks(row, mask)
      program.reasons(row, reasons)
      for (const [bit, condition] of several.entries()) {
        const holds = closureOf(condition, subject) === true
        expect(((mask[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0).toBe(holds)
        expect(reasons[bit] === 0).toBe(holds)
        if (!holds) expect(program.condition(bit, reasons[bit] ?? 0)).toBeDefined()
      }
    }),
    { numRuns: 300 },
  )
})
