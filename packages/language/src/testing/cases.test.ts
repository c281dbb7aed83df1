import { describe, expect, test } from 'vitest'
import { compileText } from '../compile-text.ts'
import { compileClosure } from '../evaluate/compile-closure.ts'
import { type Case, cases, sameTruth } from './index.ts'

function closureOf({ text, vocabulary, cutoffs }: Case) {
  const { checked, problems } = compileText(text, vocabulary)
  if (checked === undefined) throw new Error(problems.map(problem => problem.says).join(' '))
  return compileClosure(checked, { ...vocabulary, cutoffs })
}

describe('the case table', () => {
  test('has at least three hundred cases, each with a name of its own', () => {
    expect(cases.length).toBeGreaterThanOrEqual(300)
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
  })

  test('gives a customer an id of her own for each situation', () => {
    const subjects = new Map(cases.map(({ subject }) => [subject.id, subject]))
    expect(cases.filter(({ subject }) => subjects.get(subject.id) !== subject)).toEqual([])
  })

  test.each(cases)('the closure of $name', given => {
    const answer = closureOf(given)(given.subject, given.asOf)
    expect(sameTruth(answer, given.truth), `${String(answer)} for ${String(given.truth)}`).toBe(true)
  })
})
