import { expect, test } from 'vitest'
import { compileDefinitions } from '../compile/compile-definitions.ts'
import { mergeDefinitions } from '../merge-definitions.ts'
import { readDefinitionFile } from './read-definition-file.ts'
import { valueText } from './value-text.ts'

const shop = 'attributes: { country: text }\nevents: { purchase: { properties: { amount: money } }, call: }\n'

function read(values: string) {
  return readDefinitionFile({ name: 'shop.yaml', text: `${shop}${values}` })
}

function compiled(values: string) {
  const { file, problems } = read(values)
  const files = file === undefined ? [] : [file]
  const { definitions } = mergeDefinitions({ current: undefined, files, complete: true })
  const places = files.map(each => each.places)
  return { ...compileDefinitions(definitions, places, file?.broken), found: problems }
}

test('a value is a feature and a segmentation, with how it was made', () => {
  const { file } = read(
    'values: { past: { name: Margin, owner: finance, revenue: sum(purchase.amount), margin: 0.35 } }',
  )
  expect(file?.sections.features).toEqual({
    past: {
      ...{ name: 'Margin', owner: 'finance', label: 'margin', is: '0.35 * (sum(purchase.amount))' },
      valuation: { by: 'revenue', tells: 'present', classes: 'past_class', revenue: 'sum(purchase.amount)' },
    },
  })
  expect(file?.sections.segmentations.past_class).toMatchObject({
    tiers: { by: 'past', method: 'cumulative_share', classes: [{ class: 'A' }, { class: 'B' }] },
    otherwise: 'C',
  })
})

test('every way is an expression that can be evaluated, without a word of warning', () => {
  const { problems, found } = compiled(`values:
  exact: { revenue: sum(purchase.amount) }
  less: { revenue: sum(purchase.amount), costs: [{ of: count(call), each: 0.000001 }], among: did(purchase) }
  points: { points: [{ when: 'did(call) or country = "CZ"', points: -0.25 }, { when: did(purchase), points: 3 }] }
  rfm: { rfm: { recency: days_since(purchase), frequency: count(purchase), monetary: sum(purchase.amount) } }
  rfm_of_four:
    rfm:
      { recency: days_since(purchase), frequency: count(purchase), monetary: sum(purchase.amount), quantiles: 4, groups: [{ class: best, recency: 4 }] }
  any: { amount: 'exact * 2', tells: expected, otherwise: rest }
`)
  expect([...found, ...problems]).toEqual([])
})

test('money of which nothing is taken stays exact, and small amounts are written out', () => {
  expect(valueText({ revenue: 'spend' })).toBe('spend')
  expect(valueText({ revenue: 'spend', costs: [{ of: 'mails', each: 0.0004 }] })).toBe(
    '1 * (spend) - 0.0004 * (mails)',
  )
  expect(valueText({ amount: 'a - b', among: 'did(call)' })).toBe('(a - b) / if(did(call), 1, 0)')
})

test.each([
  ['values: { v: { name: x } }', 'one_way_of_value', 3],
  ['values: { v: { amount: count(call), points: [{ when: did(call), points: 1 }] } }', 'one_way_of_value', 3],
  ['values: { v: { amount: count(call), margin: 0.5 } }', 'key_out_of_place', 3],
  [
    'values: { v: { rfm: { recency: days_since(call), frequency: count(call), monetary: count(call) }, method: quantile } }',
    'key_out_of_place',
    3,
  ],
  [
    'values: { v: { rfm: { recency: days_since(call), frequency: count(call), monetary: count(call), quantiles: 3 } } }',
    'quantiles_not_scored',
    3,
  ],
  ['values: { v: { amount: count(call) } }\nfeatures: { v: count(call) }', 'defined_twice', 3],
  [
    'values: { v: { amount: count(call) } }\nsegmentations: { v_class: { first_match: [{ class: a, when: did(call) }], otherwise: b } }',
    'defined_twice',
    3,
  ],
])('%s is a problem: %s', (values, code, line) => {
  const { problems } = read(values)
  expect(problems.map(each => [each.code, each.span?.line])).toEqual([[code, line]])
})

test('what is wrong in an expression is told where it stands', () => {
  const { problems } = compiled('values:\n  v:\n    amount: count(cal)\n')
  expect(
    problems.map(({ code, definition, span }) => [code, definition?.id, span?.line, span?.column]),
  ).toEqual(expect.arrayContaining([['unknown_event', 'v', 5, 19]]))
})

test('what stands on a value whose shape is wrong is broken for that reason', () => {
  const { problems } = compiled(
    'values: { v: { amount: 7 } }\nsegments: { high: v > 3, best: v_class = "A" }',
  )
  expect(problems.map(({ code, definition }) => [code, definition?.id])).toEqual([
    ['stands_on_broken', 'high'],
    ['stands_on_broken', 'best'],
  ])
})
