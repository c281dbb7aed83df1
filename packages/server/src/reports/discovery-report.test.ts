import type { Discovery } from '@kindred/engine'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { discoveryReport } from './discovery-report.ts'
import { hostile } from './testing/hostile-text.ts'
import { nextRound, sampleDiscovery } from './testing/sample-discovery.ts'
import { tagsOf } from './testing/tags-of.ts'

test('the page tells everything a discovery holds', () => {
  const found = nextRound(sampleDiscovery())
  const page = discoveryReport(found)
  const texts = [
    found.recommendation.replaceAll('`', ''),
    ...found.groups.flatMap(({ name, typical, criteria }) => [
      name,
      typical.customer,
      criteria[0]?.says ?? '',
    ]),
    ...found.features.map(({ label }) => label),
    ...found.rules.groups.map(({ english }) => english),
    ...(found.change?.says ?? []),
    'Asleep',
    '1,379,310 EUR',
    'its smallest group is below 2 %',
    'says nearly the same as purchases_90d',
    'kindred discover publish shoppers',
  ]
  for (const text of texts) expect(page).toContain(text)
})

test('the page asks for nothing from elsewhere, runs nothing, and says so to the browser', () => {
  const page = discoveryReport(sampleDiscovery())
  expect(page).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|\sstyle=|\son\w+=|https?:|url\(|@import/)
  expect(page).toMatch(
    /content="default-src &#39;none&#39;; style-src &#39;sha256-[\w+/]{43}=&#39;; base-uri/,
  )
})

test('no text becomes a tag, in however hostile a discovery', () => {
  const kind = new Set(tagsOf(discoveryReport(nextRound(sampleDiscovery(3)))))
  const page = discoveryReport(nextRound(sampleDiscovery(3, hostile), hostile))
  expect([...new Set(tagsOf(page))].filter(name => !kind.has(name))).toEqual([])
  expect(page).not.toMatch(/[\u0000\ud800](?![\udc00-\udfff])/)
})

test('any texts at all give a page whose tags are those of the template', () => {
  const plain = tagsOf(discoveryReport(sampleDiscovery(2)))
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), text => {
      const tags = tagsOf(discoveryReport(sampleDiscovery(2, () => text.replaceAll(/[`*]/g, ''))))
      expect(tags.filter(name => name !== 'br').length).toBeLessThanOrEqual(plain.length)
    }),
    { numRuns: 25 },
  )
})

test.for([1, 2, 12, 13, 40])('%i groups are drawn, each with its mark, its card and its place', groups => {
  const page = discoveryReport(nextRound(sampleDiscovery(groups)))
  tagsOf(page)
  for (let group = 1; group <= groups; group++) {
    expect(page).toContain(`id="group-${group}"`)
    expect(page).toContain(`href="#group-${group}"`)
  }
  expect(page).not.toMatch(/NaN|Infinity|undefined|\bnull\b|\[object/)
})

test('what has no figures is said, not drawn: after JSON, NaN is null', () => {
  const found = sampleDiscovery(3)
  const bare: Discovery = JSON.parse(
    JSON.stringify({
      ...found,
      choices: found.choices.map(choice => ({
        ...choice,
        silhouette: Number.NaN,
        stability: Number.NaN,
        daviesBouldin: Number.NaN,
        calinskiHarabasz: Number.POSITIVE_INFINITY,
      })),
      groups: found.groups.map(({ value, valueShare, potential, ...group }) => ({
        ...group,
        profile: group.profile.map(each => ({
          ...each,
          effect: Number.NaN,
          interval: [Number.NaN, Number.NaN],
        })),
        criteria: [],
      })),
      rules: { fidelity: 0, target: 0.9, groups: [] },
      pictures: { projection: { method: 'umap', points: [] }, dendrogram: [] },
    }),
  )
  const page = discoveryReport(bare)
  tagsOf(page)
  expect(page).not.toMatch(/NaN|Infinity|undefined|\bnull\b/)
  expect(page).toContain('There are no points to draw')
  expect(page).toContain('No rule was written for this group')
  expect(page).not.toContain('Share of value')
})

test('a picture of broken merges and of points of no group stays a picture', () => {
  const found = sampleDiscovery(4)
  const page = discoveryReport({
    ...found,
    pictures: {
      projection: {
        method: 't-sne',
        points: [
          [0, 0, 0],
          [1, 1, 99],
          [2, 2, -1],
        ],
      },
      dendrogram: [
        [0, 9, 1],
        [4, 4, 2],
        [-1, 1, 3],
      ],
    },
  })
  tagsOf(page)
  expect(page).not.toMatch(/NaN|undefined/)
})
