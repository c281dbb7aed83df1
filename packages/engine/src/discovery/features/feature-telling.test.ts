import { expect, test } from 'vitest'
import { compileDefinitions } from '../../catalog/compile/compile-definitions.ts'
import { readDefinitionFile } from '../../catalog/files/read-definition-file.ts'
import { mergeDefinitions } from '../../catalog/merge-definitions.ts'
import { checkText } from './check-text.ts'
import { featureTelling } from './feature-telling.ts'

const text = `
attributes: { country: text }
events:
  purchase: { properties: { amount: money, quantity: number, category: text } }
  visit: {}
features:
  basket: avg(purchase.amount, 365d)
`
const { file } = readDefinitionFile({ name: 'workspace.yaml', text })
const files = file === undefined ? [] : [file]
const compiled = compileDefinitions(
  mergeDefinitions({ current: undefined, files, complete: true }).definitions,
)

test.each([
  ['avg(purchase.amount, 365d)', { isMoney: true, event: 'purchase' }],
  ['basket', { isMoney: true, event: 'purchase' }],
  ['avg(purchase.quantity)', { event: 'purchase' }],
  ['most_frequent(purchase.category, 90d)', { event: 'purchase' }],
  ['count(purchase) / count(visit)', {}],
  ['country', {}],
  ['if(country = "CZ", count(visit), 0)', {}],
])('%s', (is, telling) => {
  expect(featureTelling(checkText(compiled, 'features', is))).toEqual(telling)
})
