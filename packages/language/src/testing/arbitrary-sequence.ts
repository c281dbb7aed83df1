import fc from 'fast-check'
import type { Expression, StepSyntax } from '../ast/expression.ts'
import { filtered } from './arbitrary-aggregate.ts'
import { arbitraryDuration, arbitraryWindow } from './arbitrary-window.ts'
import { callOf, NOWHERE, nameOf } from './syntax.ts'
import { testVocabulary } from './vocabulary.ts'

/** `did` and `never` of two to four steps: filtered or not, in any time, happening or not. */
export function arbitrarySequence(depth: number): readonly fc.Arbitrary<Expression>[] {
  const sequence = fc
    .tuple(
      fc.constantFrom('did', 'never'),
      firstStep(depth),
      fc.array(fc.oneof(laterStep(depth), absentStep(depth)), { minLength: 1, maxLength: 3 }),
      arbitraryWindow,
    )
    .map(([name, first, others, window]) =>
      callOf(name, { kind: 'sequence', steps: [first, ...others], span: NOWHERE }, ...window),
    )
  return [sequence]
}

/** Two kinds of events for the most part, so that steps meet. */
function source(depth: number): fc.Arbitrary<StepSyntax['source']> {
  const events = [...testVocabulary.events.keys()]
  const event = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...events.slice(0, 2)) },
    fc.constantFrom(...events),
  )
  return event.chain(name => {
    const plain = fc.constant<StepSyntax['source']>(nameOf(name))
    return fc.oneof({ weight: 2, arbitrary: plain }, filtered(name, nameOf(name), Math.min(depth, 1)))
  })
}

function firstStep(depth: number): fc.Arbitrary<StepSyntax> {
  return source(depth).map(of => ({ source: of, absent: false, span: NOWHERE }))
}

function laterStep(depth: number): fc.Arbitrary<StepSyntax> {
  return fc
    .tuple(source(depth), fc.option(arbitraryDuration, { nil: undefined }))
    .map(([of, within]) => ({ source: of, absent: false, ...(within && { within }), span: NOWHERE }))
}

function absentStep(depth: number): fc.Arbitrary<StepSyntax> {
  return fc
    .tuple(source(depth), arbitraryDuration)
    .map(([of, within]) => ({ source: of, absent: true, within, span: NOWHERE }))
}
