import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Checked } from '../ast/checked.ts'
import { checkedPartsOf } from '../ast/checked-parts.ts'
import { arbitraryExpression } from '../testing/arbitrary-expression.ts'
import { testVocabulary } from '../testing/vocabulary.ts'
import { check } from './check.ts'

const RUNS = Number(process.env.KINDRED_PROPERTY_RUNS ?? 2_000)

/** Every part of a tree, references not followed. */
function partsWithin(checked: Checked): readonly Checked[] {
  const isReference = ['feature', 'segment', 'class', 'score'].includes(checked.kind)
  return [checked, ...(isReference ? [] : checkedPartsOf(checked).flatMap(partsWithin))]
}

/** The parts that have to be true or false. */
function conditionsOf(node: Checked): readonly Checked[] {
  if (node.kind === 'and' || node.kind === 'or') return node.operands
  if (node.kind === 'not') return [node.operand]
  if (node.kind === 'choice') return [node.condition]
  return node.kind === 'aggregate' && node.where !== undefined ? [node.where] : []
}

describe('checking generated expressions', () => {
  test('finds nothing wrong, and every comparison between values of one type', () => {
    fc.assert(
      fc.property(arbitraryExpression(undefined, 3), expression => {
        const { checked, problems } = check(expression, testVocabulary)
        expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
        for (const part of checked === undefined ? [] : partsWithin(checked)) {
          if (part.kind === 'compare') expect(part.left.type).toBe(part.right.type)
          if (part.kind === 'between')
            expect(new Set([part.value.type, part.low.type, part.high.type]).size).toBe(1)
        }
      }),
      { numRuns: RUNS },
    )
  })

  test('leaves no condition that can be unknown', () => {
    fc.assert(
      fc.property(arbitraryExpression('boolean', 3), expression => {
        const { checked } = check(expression, testVocabulary, 'boolean')
        const conditions =
          checked === undefined ? [] : [checked, ...partsWithin(checked).flatMap(conditionsOf)]
        expect(conditions.length).toBeGreaterThan(0)
        expect(conditions.filter(({ unknown, type }) => unknown || type !== 'boolean')).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })

  test('gives a tree that survives JSON', () => {
    fc.assert(
      fc.property(arbitraryExpression(undefined, 3), expression => {
        const { checked } = check(expression, testVocabulary)
        expect(JSON.parse(JSON.stringify(checked))).toEqual(checked)
      }),
      { numRuns: RUNS / 4 },
    )
  })
})
