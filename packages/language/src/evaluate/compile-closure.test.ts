import { expect, test } from 'vitest'
import type { Checked } from '../ast/checked.ts'
import { compileText } from '../compile-text.ts'
import { instant, testCutoffs, testVocabulary } from '../testing/index.ts'
import type { Value } from '../vocabulary/value.ts'
import { classify, compileClosure, compileClosures } from './compile-closure.ts'
import type { Subject } from './subject.ts'

const asOf = instant('2026-03-18T12:00:00Z')

function checkedOf(text: string): Checked {
  const { checked, problems } = compileText(text, testVocabulary)
  if (checked === undefined) throw new Error(problems.map(({ says }) => says).join(' '))
  return checked
}

function someone(attributes: Readonly<Record<string, Value>>): Subject {
  return { id: 'someone', attributes: new Map(Object.entries(attributes)), events: [] }
}

test.each([
  ['points > 1', { points: '10' }],
  ['points > 1', { points: Number.NaN }],
  ['points > 1', { points: Number.POSITIVE_INFINITY }],
  ['credit > 1', { credit: 0.5 }],
  ['country = "CZ"', { country: 42 }],
  ['home inside place(prague)', { home: 'Prague' }],
  ['interests any of ("golf")', { interests: 'golf' }],
  ['age(birth_date) > 18', { birth_date: 0.5 }],
])(
  '%s refuses a value of another type by the name of its attribute',
  (text, attributes: Record<string, Value>) => {
    const [name] = Object.keys(attributes)
    expect(() => compileClosure(checkedOf(text), testVocabulary)(someone(attributes), asOf)).toThrow(
      expect.objectContaining({ code: 'value_of_wrong_type', message: expect.stringContaining(`'${name}'`) }),
    )
  },
)

test('an error about a value does not say the value', () => {
  const closure = compileClosure(checkedOf('points > 1'), testVocabulary)
  expect(() => closure(someone({ points: 'secret' }), asOf)).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('secret') }),
  )
})

test('tiers and RFM are refused by name without the cut-offs of a refresh', () => {
  for (const segmentation of ['value_tier', 'profit', 'rfm'])
    expect(() =>
      compileClosure(checkedOf(`${segmentation} = "${classIn(segmentation)}"`), testVocabulary),
    ).toThrow(
      expect.objectContaining({
        code: 'cutoffs_missing',
        message: expect.stringContaining(`'${segmentation}'`),
      }),
    )
})

function classIn(segmentation: string): string {
  const of = testVocabulary.segmentations.get(segmentation)?.of
  if (of === undefined) throw new Error(`No '${segmentation}'.`)
  return of.otherwise
}

test('a segmentation puts somebody nothing is known of into its last class', () => {
  const context = { ...testVocabulary, cutoffs: testCutoffs }
  const classes = [...testVocabulary.segmentations].map(([, { of }]) =>
    classify(of, context)(someone({}), asOf),
  )
  expect(classes).toEqual(['lapsed', 'rest', 'tail', 'others'])
})

test('values that are unknown are left out of many', () => {
  const expressions = new Map([
    ['known', checkedOf('points')],
    ['unknown', checkedOf('income')],
  ])
  expect(compileClosures(expressions, testVocabulary)(someone({ points: 3 }), asOf)).toEqual(
    new Map([['known', 3]]),
  )
})

test('the same closure is asked again at another instant', () => {
  const closure = compileClosure(checkedOf('days_since(2026-03-18)'), testVocabulary)
  expect([0, 1, 2].map(days => closure(someone({}), asOf + days * 86_400_000))).toEqual([0, 1, 2])
})
