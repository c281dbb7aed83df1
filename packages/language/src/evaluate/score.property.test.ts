import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ScoreRead } from '../ast/checked.ts'
import type { Scorer } from '../ast/scorer.ts'
import { scorerFault } from '../ast/scorer-fault.ts'
import { arbitraryScorer, scorerInputs } from '../testing/arbitrary-scorer.ts'
import { arbitrarySubject } from '../testing/arbitrary-subject.ts'
import { LiveRecord } from '../testing/live-record.ts'
import { testVocabulary } from '../testing/vocabulary.ts'
import { compileNextChange } from './changes/compile-next-change.ts'
import { compileClosure } from './compile-closure.ts'
import { compileLive } from './live/compile-live.ts'

const numRuns = Number(process.env.KINDRED_PROPERTY_RUNS ?? 300)
const asOf = Date.UTC(2026, 2, 29, 1)
const inputs = scorerInputs(testVocabulary)
const subjects = arbitrarySubject({ vocabulary: testVocabulary, asOf })
const span = { line: 1, column: 1, length: 0 }

function scoreOf(of: Scorer): ScoreRead {
  return { kind: 'score', model: 'm', inputs, of, version: 1, type: 'number', unknown: true, span }
}

function above(score: ScoreRead, value: number) {
  const limit = { kind: 'literal', value, type: 'number', unknown: false, span } as const
  const compared = { kind: 'compare', operator: '>', left: score, right: limit } as const
  return { ...compared, type: 'boolean', unknown: false, span } as const
}

describe('generated models', () => {
  test('are in order', () => {
    const types = inputs.map(({ is }) => is.type)
    fc.assert(
      fc.property(arbitraryScorer(), scorer => {
        expect(scorerFault(scorer, types)).toBeUndefined()
      }),
      { numRuns },
    )
  })

  test('give the same from a packed record as from a list of events', () => {
    fc.assert(
      fc.property(
        arbitraryScorer(),
        subjects,
        fc.double({ min: -3, max: 3, noNaN: true }),
        (scorer, subject, limit) => {
          const score = scoreOf(scorer)
          const condition = above(score, limit)
          const program = compileLive(
            {
              features: new Map([['score', score]]),
              segments: new Map([['above', condition]]),
              segmentations: new Map(),
            },
            testVocabulary,
          )
          const record = new LiveRecord(program, subject)
          record.add(subject.events, asOf)
          const expected = compileClosure(score, testVocabulary)(subject, asOf)
          expect(record.ask((live, each) => live.valuesOfFeatures(each, asOf))).toEqual([expected])
          const holds = compileClosure(condition, testVocabulary)(subject, asOf)
          expect(record.ask((live, each) => live.evaluate(each, asOf).mask[0])).toBe(holds === true ? 1 : 0)
        },
      ),
      { numRuns },
    )
  })

  test('stay above a limit, or below, until the instant that is given', () => {
    fc.assert(
      fc.property(
        arbitraryScorer(),
        subjects,
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }),
        (scorer, subject, limit, shares) => {
          const condition = above(scoreOf(scorer), limit)
          const closure = compileClosure(condition, testVocabulary)
          const next = compileNextChange(condition, testVocabulary)(subject, asOf) ?? asOf + 400 * 86_400_000
          const before = closure(subject, asOf)
          for (const share of [...shares, 1]) {
            const at = asOf + Math.floor((next - 1 - asOf) * share)
            expect(closure(subject, at), new Date(at).toISOString()).toBe(before)
          }
        },
      ),
      { numRuns },
    )
  })
})
