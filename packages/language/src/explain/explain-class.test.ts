import { expect, test } from 'vitest'
import { purchase, subjectOf, type WrittenCustomer } from '../testing/customer.ts'
import { instant, money, testCutoffs, testVocabulary } from '../testing/index.ts'
import { explainClass } from './explain-class.ts'
import type { ClassExplanation } from './explanation.ts'

const asOf = instant('2026-03-18T12:00:00Z')
const context = { ...testVocabulary, cutoffs: testCutoffs }

function explained(segmentation: string, customer: WrittenCustomer): ClassExplanation {
  const named = testVocabulary.segmentations.get(segmentation)
  if (named === undefined) throw new Error(`No '${segmentation}'.`)
  const subject = subjectOf('someone', customer, asOf, testVocabulary)
  return explainClass(named.of, subject, asOf, context, testVocabulary)
}

const spender: WrittenCustomer = {
  events: [purchase('100d', { amount: '30' }), purchase('40d', { amount: '300' })],
}

test('a first match shows the rules up to the one that held, and its reason', () => {
  const { class: name, rules, reason } = explained('lifecycle', spender)
  expect(name).toBe('active')
  expect(rules?.map(rule => [rule.class, rule.holds])).toEqual([
    ['new', false],
    ['vip', false],
    ['active', true],
  ])
  expect(reason).toHaveLength(1)
  expect(reason[0]).toMatchObject({ observed: { value: 1 }, evidence: { ids: ['e02'] } })
})

test('where no rule held, all of them are shown', () => {
  const { class: name, rules, reason, inWords } = explained('lifecycle', {})
  expect(name).toBe('lapsed')
  expect(rules).toHaveLength(4)
  expect(reason).toEqual([])
  expect(inWords).toBe(`None of the rules before 'lapsed' holds.`)
})

test('a tier shows what was measured and where the population was cut', () => {
  const { class: name, measures } = explained('value_tier', spender)
  expect(name).toBe('silver')
  expect(measures).toHaveLength(1)
  expect(measures?.[0]).toMatchObject({ name: 'by', observed: { type: 'money', value: money('330') } })
  expect(measures?.[0]?.cuts.map(({ value }) => value)).toEqual([money('1000'), money('200'), money('50')])
})

test('RFM shows the points of all three measures', () => {
  const { class: name, measures } = explained('rfm', spender)
  expect(name).toBe('others')
  expect(measures?.map(measure => [measure.name, measure.score])).toEqual([
    ['recency', 3],
    ['frequency', 2],
    ['monetary', 3],
  ])
})

test('RFM of somebody whose recency is unknown has no points', () => {
  const { class: name, measures, inWords } = explained('rfm', {})
  expect(name).toBe('others')
  expect(measures?.map(({ score }) => score)).toEqual([undefined, undefined, undefined])
  expect(inWords).toBe('Not all three measures are known.')
})

test('says when she comes into another class by herself, where that is asked for', () => {
  const lifecycle = testVocabulary.segmentations.get('lifecycle')
  if (lifecycle === undefined) throw new Error('No life cycle.')
  const subject = subjectOf('someone', spender, asOf, testVocabulary)
  const changing = explainClass(lifecycle.of, subject, asOf, context, testVocabulary, { changes: true })
  // The purchase of 6 February leaves the last 90 days on 7 May.
  expect(changing.changesAt).toBe(instant('2026-05-07T12:00:00Z'))
  expect(explained('lifecycle', spender).changesAt).toBeUndefined()
  expect(
    explainClass(lifecycle.of, { ...subject, events: [] }, asOf, context, testVocabulary, { changes: true }),
  ).toMatchObject({ class: 'lapsed', changesAt: 'never' })
})
