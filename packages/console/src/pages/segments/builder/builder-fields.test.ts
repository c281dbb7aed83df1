import { parse, print } from '@kindred/language'
import { expect, test } from 'vitest'
import type { StoredDefinitions } from '../../../data/stored-definitions.ts'
import { builderFields, knownValues, usualOperator } from './builder-fields.ts'
import { HOLDS } from './condition-query.ts'

const definitions: StoredDefinitions = {
  attributes: { country: { type: 'text' }, may_email: { type: 'boolean' } },
  events: { purchase: { properties: { amount: { type: 'money' }, category: { type: 'text' } } } },
  features: { spend: { is: 'sum(purchase.amount)', label: 'lifetime spend' } },
  segments: { prague: { when: 'country = "CZ"', name: 'Near Prague' } },
  segmentations: { lifecycle: { otherwise: 'prospect', name: 'Life cycle' }, many: { otherwise: 'x' } },
}
const classes = new Map([
  ['lifecycle', ['lapsing', 'say "hi"', 'prospect']],
  ['many', Array.from({ length: 20 }, (_, place) => `tier ${place}`)],
])
const options = builderFields(definitions, classes, ['score(churn)']).flatMap(group => group.options)
const named = (label: string) => options.find(option => option.label === label)?.name ?? ''

test('everything offered is an expression of the language, and the same written again', () => {
  expect(options.length).toBeGreaterThan(20)
  for (const { name } of options) {
    const parsed = parse(name)
    expect(parsed.ok && print(parsed.expression), name).toBe(name)
  }
})

test('a class is found by its own name, and holds; classes that are many are chosen as a value', () => {
  expect(named('lapsing, class of Life cycle')).toBe('lifecycle = "lapsing"')
  expect(usualOperator('lifecycle = "lapsing"')).toBe(HOLDS)
  expect(usualOperator('lifecycle')).toBe('=')
  expect(options.filter(({ name }) => name.startsWith('many'))).toHaveLength(1)
  expect(knownValues(definitions, classes, 'many')).toHaveLength(20)
})

test('what a field can be is known of classes and of what is true or false', () => {
  expect(knownValues(definitions, classes, 'lifecycle')).toEqual(['lapsing', 'say "hi"', 'prospect'])
  expect(knownValues(definitions, classes, 'may_email')).toEqual(['true', 'false'])
  expect(knownValues(definitions, classes, 'country')).toEqual([])
})
