import { describe, expect, test } from 'vitest'
import { compileText } from '../compile-text.ts'
import { english } from '../english/english.ts'
import { compileClosure } from '../evaluate/compile-closure.ts'
import { explain } from '../explain/explain.ts'
import { parse } from '../parse/parse.ts'
import { print } from '../print/print.ts'
import { type Case, cases, difference, sameTruth } from './index.ts'

function treeOf({ text, vocabulary }: Case) {
  const { checked, problems } = compileText(text, vocabulary)
  if (checked === undefined) throw new Error(problems.map(problem => problem.says).join(' '))
  return checked
}

/** A tree without the places of its parts. */
function shapeOf(text: string): unknown {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(parsed.problems.map(problem => problem.says).join(' '))
  return JSON.parse(JSON.stringify(parsed.expression, (key, part) => (key === 'span' ? undefined : part)))
}

function printed(text: string): string {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(parsed.problems.map(problem => problem.says).join(' '))
  return print(parsed.expression)
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
})

describe.each(cases)('$name', given => {
  test('is what the closure gives', () => {
    const tree = treeOf(given)
    const answer = compileClosure(tree, { ...given.vocabulary, cutoffs: given.cutoffs })(
      given.subject,
      given.asOf,
    )
    expect(sameTruth(answer, given.truth), difference(given, answer)).toBe(true)
  })

  test('is what the explanation says', () => {
    const context = { ...given.vocabulary, cutoffs: given.cutoffs }
    const { observed } = explain(treeOf(given), given.subject, given.asOf, context, given.vocabulary)
    expect(sameTruth(observed.value, given.truth), difference(given, observed.value)).toBe(true)
  })

  test('is printed so that it reads the same again', () => {
    expect(shapeOf(printed(given.text))).toEqual(shapeOf(given.text))
    expect(printed(printed(given.text))).toBe(printed(given.text))
  })

  // Another wording is reviewed in the difference that `npm run cases:english` makes.
  test('reads in English as it was reviewed', () => {
    expect(english(treeOf(given), given.vocabulary)).toBe(given.english)
  })
})
