import { expect, test } from 'vitest'
import { compileDefinitions } from '../../catalog/compile/compile-definitions.ts'
import { noDefinitions } from '../../catalog/files/read-definition-file.ts'
import { checkText } from '../../discovery/features/check-text.ts'
import { asksAsSegment } from './asked-by-segment.ts'
import { atReach, atSimilarity, reachCurve } from './reach-curve.ts'
import { traitsOf } from './traits.ts'

const scores = {
  seed: Float64Array.of(0.9, 0.7, 0.5, 0.3),
  others: Float64Array.from({ length: 200 }, (_, at) => at / 200),
}

test('the more are to be reached, the less alike they are', () => {
  const curve = reachCurve(scores)
  expect(curve.map(({ reach }) => reach)).toEqual([1, 2, 4, 6, 10, 20, 30, 40, 60, 100])
  curve.slice(1).forEach(({ similarity, least }, at) => {
    expect(similarity).toBeLessThanOrEqual(curve[at]?.similarity ?? 0)
    expect(least).toBeLessThanOrEqual(curve[at]?.least ?? 0)
  })
  expect(atReach(scores, 20)).toEqual({ similarity: 1, least: 0.9, reach: 20 })
})

test('half as alike as the segment itself is its own middle', () => {
  expect(atSimilarity(scores, 0.5)).toEqual({ similarity: 0.5, least: 0.5, reach: 100 })
  expect(atSimilarity(scores, 1)).toMatchObject({ least: 0.9, reach: 20 })
})

test('of equal scores all are reached, and more than there are is all', () => {
  const equal = { seed: Float64Array.of(1), others: Float64Array.of(0.5, 0.5, 0.5, 0.1) }
  expect(atReach(equal, 2).reach).toBe(3)
  expect(atReach(equal, 99)).toMatchObject({ least: 0.1, reach: 4 })
  expect(atReach({ ...equal, others: new Float64Array(0) }, 5).reach).toBe(0)
  expect(() => atSimilarity({ seed: new Float64Array(0), others: equal.others }, 0.5)).toThrow(RangeError)
})

test('what the segment asks itself does not tell who is like it', () => {
  const compiled = compileDefinitions({
    ...noDefinitions,
    settings: { workspace: 'x', timezone: 'UTC', currency: 'EUR', weekStart: 1 },
    attributes: { country: { type: 'text' }, income: { type: 'number' } },
    events: { purchase: { properties: { amount: { type: 'money' } } }, visit: { properties: {} } },
    features: { spend: { is: 'sum(purchase.amount, 90d)' } },
  })
  const read = (text: string) => checkText(compiled, 'x', text)
  const asks = asksAsSegment(read('spend > 100 and did(visit, 7d) and country = "CZ"'))
  const asked = ['avg(purchase.amount)', 'count(visit, 365d)', 'country', 'sum(purchase.amount) / 2']
  expect(asked.map(text => asks(read(text)))).toEqual([true, true, true, true])
  expect(['income', 'count(purchase)', 'days_since(visit)'].map(text => asks(read(text)))).toEqual([
    false,
    false,
    false,
  ])
})

test('traits say what is usual in the segment and among others, of what tells them apart', () => {
  const feature = (name: string, importance: number) =>
    ({ name, is: name, label: name, kind: 'number', why: '', knownShare: 1, importance }) as const
  const column = (name: string, values: readonly number[]) =>
    ({ name, kind: 'number', values: Float64Array.from(values) }) as const
  const columns = [column('visits', [9, 9, 1, 1]), column('noise', [1, 2, 1, 2])]
  expect(traitsOf([feature('visits', 0.2), feature('noise', 0)], columns, row => row < 2)).toEqual([
    { name: 'visits', label: 'visits', kind: 'number', seed: 9, others: 1, importance: 0.2 },
  ])
})
