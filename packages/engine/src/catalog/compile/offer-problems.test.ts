import { expect, test } from 'vitest'
import { describeProblem } from '../definition-problem.ts'
import { readDefinitionFile } from '../files/read-definition-file.ts'
import { mergeDefinitions } from '../merge-definitions.ts'
import { compileDefinitions } from './compile-definitions.ts'

const shop = `
attributes: { consents: boolean, country: text }
events: { sent: { properties: { offer: text } }, opened: {}, purchase: {} }
segments: { buyers: did(purchase) }
segmentations:
  lifecycle: { first_match: [{ class: active, when: did(purchase) }], otherwise: "gone, long ago" }
  rfm:
    rfm: { recency: days_since(purchase), frequency: count(purchase), monetary: count(purchase) }
    otherwise: never_bought
`

function compiled(more: string, base = shop) {
  const { file, problems } = readDefinitionFile({ name: 'shop.yaml', text: `${base}${more}` })
  const files = file === undefined ? [] : [file]
  const { definitions } = mergeDefinitions({ current: undefined, files, complete: true })
  const found = compileDefinitions(
    definitions,
    files.map(({ places }) => places),
    file?.broken,
  )
  return { definitions, problems: [...problems, ...found.problems].map(describeProblem) }
}

test('channels and offers are read with their defaults, and whom an offer is for', () => {
  const { definitions, problems } = compiled(`
channels:
  email: { name: E-mail, consent: consents, contact: sent, response: opened, cost: 0.01 }
  counter: {}
offers:
  sale: { channels: [email], for: [buyers, 'lifecycle.gone, long ago', rfm.champions], response: purchase }
  gift: {}
`)
  expect(problems).toEqual([])
  expect(definitions.channels.counter).toEqual({ within: '7d', cost: 0, source: 'shop.yaml' })
  expect(definitions.offers.gift).toEqual({ channels: [], for: [], within: '14d', source: 'shop.yaml' })
  expect(definitions.offers.sale?.for).toEqual([
    { segment: 'buyers' },
    { segmentation: 'lifecycle', class: 'gone, long ago' },
    { segmentation: 'rfm', class: 'champions' },
  ])
})

test.each([
  [
    'channels: { email: { consent: country } }',
    "shop.yaml, line 10, columns 22–28, channel 'email': The channel 'email' names 'country', which is no attribute of the type boolean. Declare 'country', or name another attribute of the type boolean.",
  ],
  [
    'channels: { email: { contact: snt } }',
    "shop.yaml, line 10, columns 22–28, channel 'email': The channel 'email' names 'snt', which is no event. Write 'sent'.",
  ],
  [
    'offers: { sale: { channels: [email] } }',
    "shop.yaml, line 10, columns 30–34, offer 'sale': The offer 'sale' names 'email', which is no channel. Declare 'email', or name another channel.",
  ],
  [
    'offers: { sale: { for: [buyer] } }',
    "shop.yaml, line 10, columns 25–29, offer 'sale': The offer 'sale' names 'buyer', which is no segment. Write 'buyers'.",
  ],
  [
    'offers: { sale: { for: [lifecycle.activ] } }',
    "shop.yaml, line 10, columns 25–39, offer 'sale': The offer 'sale' names 'activ', which is no class of the segmentation 'lifecycle'. Write 'active'.",
  ],
  [
    'offers: { sale: { for: ["the best"] } }',
    "shop.yaml, line 10, columns 25–34, offer 'sale': 'the best' is no segment and no class. Write the name of a segment, 'vip', or of a segmentation and its class, 'lifecycle.lapsed'.",
  ],
  [
    'offers: { sale: { within: soon } }',
    "shop.yaml, line 10, columns 27–30, offer 'sale': 'soon' is no stretch of time. Write hours, days or weeks: '12h', '30d', '4w'.",
  ],
])('%s is told with its place', (more, problem) => {
  expect(compiled(more).problems).toEqual([problem])
})

test('whom an offer is for is not called unknown where it is there and of a wrong shape: that is told once', () => {
  const broken = shop.replace('{ buyers: did(purchase) }', '{ buyers: { when: 3 } }')
  const { problems } = compiled('offers: { sale: { for: [buyers] } }', broken)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain("segment 'buyers'")
})
