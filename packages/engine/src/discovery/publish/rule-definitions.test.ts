import { expect, test } from 'vitest'
import type { Discovery } from '../../records/discovery.ts'
import { curveText } from './curve-text.ts'
import { DefinitionNames } from './definition-names.ts'
import { ruleDefinitions } from './rule-definitions.ts'

const rule = (group: string, when: string) => ({
  ...{ group, when, english: '', conditions: 1, precision: 1, recall: 1 },
})

function discoveryOf(rules: Discovery['rules']['groups']): Discovery {
  return {
    id: 'big_shoppers',
    round: 2,
    createdAt: 0,
    author: 'test',
    asOf: Date.UTC(2026, 10, 21),
    definitionsVersion: 1,
    asked: { features: [], method: 'auto', maxClasses: 9, minShare: 0, seed: 1 },
    population: { customers: 12_345, learnedFrom: 100, base: 100, outliers: 0 },
    features: [],
    choices: [],
    recommendation: '',
    notes: [],
    model: { inputs: [], centres: [] },
    groups: rules.map(({ group }) => ({
      ...{ id: group, name: `Those ${group}`, customers: 1, share: 0.1, profile: [], criteria: [] },
      typical: { customer: 'c', values: [] },
    })),
    rules: { fidelity: 0.9237, target: 0.9, groups: rules },
    pictures: { projection: { method: 'pca', points: [] }, dendrogram: [] },
    published: [],
  }
}

test('rules become classes in their order, the last of them for whoever is left', () => {
  const discovery = discoveryOf([rule('loyal', 'orders >= 12'), rule('new', 'age < 3'), rule('rest', 'true')])
  expect(ruleDefinitions(discovery)).toEqual({
    features: {},
    segmentations: {
      big_shoppers: {
        name: 'Big shoppers',
        description:
          'Found among 12,345 customers as of 2026-11-21, round 2. Its rules give 92.3 % of the customers the group ' +
          'that was found for them. loyal: Those loyal; new: Those new; rest: Those rest.',
        labels: ['discovered'],
        first_match: [
          { class: 'loyal', when: 'orders >= 12' },
          { class: 'new', when: 'age < 3' },
        ],
        otherwise: 'rest',
      },
    },
  })
})

test('a single group is everybody, and another id is taken where one is given', () => {
  const { segmentations } = ruleDefinitions(discoveryOf([rule('all', 'true')]), { as: 'everyone' })
  expect(segmentations.everyone).toMatchObject({
    first_match: [{ class: 'all', when: 'true' }],
    otherwise: 'all',
  })
})

test('names of a kind begin alike, are words of the language, and are never the same', () => {
  const names = new DefinitionNames('shoppers')
  expect([names.take('spend 90d'), names.take('Spend 90d'), names.take('country = „Žižkov“')]).toEqual([
    'shoppers_spend_90d',
    'shoppers_spend_90d_2',
    'shoppers_country_zizkov',
  ])
})

test('knots too near for fifteen digits are one, and level pieces are left out', () => {
  expect(
    curveText(
      [
        [0, 1],
        [0, 1],
        [10, 3],
        [20, 3],
        [30, 4],
      ],
      'x',
    ),
  ).toBe('1 + 0.2 * (min(max(x, 0), 10) - 0) + 0.1 * (min(max(x, 20), 30) - 20)')
})
