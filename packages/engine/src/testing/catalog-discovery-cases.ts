import { expect, test } from 'vitest'
import type { DiscoveryStore } from '../ports/catalog.ts'
import type { Discovery } from '../records/discovery.ts'
import { summariseDiscovery } from '../records/summarise-discovery.ts'

/** A discovery of two groups, hostile text included. */
export const storedDiscovery: Discovery = {
  id: 'shoppers',
  round: 1,
  createdAt: 1_795_305_600_000,
  author: 'b\'o"b; DROP TABLE x',
  asOf: 1_795_305_500_000,
  definitionsVersion: 3,
  asked: { features: ['spend'], method: 'auto', maxClasses: 8, minShare: 0.02, seed: 2 ** 40 },
  population: {
    customers: 10,
    learnedFrom: 10,
    base: 12,
    value: '123456789012345678901',
    valueType: 'money',
    currency: 'EUR',
    outliers: 0,
  },
  features: [
    {
      id: 'spend',
      is: 'sum(purchase.amount, 90d)',
      label: 'Útrata 👩‍🚀',
      kind: 'money',
      source: 'asked',
      why: 'it was asked for',
      knownShare: 1,
      preparation: 'as it is',
    },
  ],
  choices: [
    {
      method: 'k-means',
      classes: 2,
      seed: 1,
      silhouette: 0.5,
      daviesBouldin: 1,
      calinskiHarabasz: 10,
      stability: 0.9,
      smallestShare: 0.4,
      score: 0.7,
      chosen: true,
    },
  ],
  recommendation: 'Two groups.',
  notes: ['100 % \u0000 of them'],
  model: {
    inputs: [{ name: 'spend', feature: 'spend', reading: { kind: 'number' }, fill: 0, centre: 0, scale: 1 }],
    centres: [[0.1], [1 / 3]],
  },
  groups: ['few', 'many'].map(id => ({
    id,
    name: `Those of ${id}`,
    customers: 5,
    share: 0.5,
    profile: [],
    typical: { customer: 'anna', values: [] },
    criteria: [],
  })),
  rules: { fidelity: 0.95, target: 0.9, groups: [] },
  pictures: { projection: { method: 'pca', points: [[0.5, -0.25, 1]] }, dendrogram: [] },
  published: [],
}

/** Discoveries, in every catalog. */
export function discoveryCases(store: () => DiscoveryStore): void {
  const later: Discovery = { ...storedDiscovery, round: 2, createdAt: storedDiscovery.createdAt + 1 }
  const other: Discovery = { ...storedDiscovery, id: 'others' }

  test('nothing is there before the first', async () => {
    expect(await store().get('shoppers')).toBeUndefined()
    expect(await store().list(10)).toEqual([])
    expect(await store().rounds('shoppers')).toEqual([])
  })

  test('rounds are kept whole; the newest is meant when none is named', async () => {
    for (const each of [storedDiscovery, other, later]) await store().put(each)
    expect(await store().get('shoppers')).toEqual(later)
    expect(await store().get('shoppers', 1)).toEqual(storedDiscovery)
    expect(await store().get('shoppers', 3)).toBeUndefined()
  })

  test('a list has the newest round of each, latest first, without what is heavy', async () => {
    expect(await store().list(10)).toEqual([summariseDiscovery(later), summariseDiscovery(other)])
    expect(await store().list(1)).toEqual([summariseDiscovery(later)])
    expect((await store().rounds('shoppers')).map(({ round }) => round)).toEqual([2, 1])
    expect(JSON.stringify(await store().list(10))).not.toContain('projection')
  })

  test('a round that is there already is refused by name, and stays as it is', async () => {
    await expect(store().put({ ...later, notes: ['other'] })).rejects.toMatchObject({
      code: 'discovery_exists',
      details: { id: 'shoppers', round: 2 },
    })
    expect(await store().get('shoppers')).toEqual(later)
  })

  test('what a round was published as is added to it, in the list too', async () => {
    const first = { as: 'rules', segmentation: 'shoppers', version: 4, at: 9 } as const
    const second = { as: 'model', segmentation: 'shoppers_model', version: 5, at: 10 } as const
    expect(await store().notePublication('shoppers', 1, first)).toBe(true)
    expect(await store().notePublication('shoppers', 1, second)).toBe(true)
    expect(await store().notePublication('shoppers', 9, first)).toBe(false)
    expect((await store().get('shoppers', 1))?.published).toEqual([first, second])
    expect((await store().rounds('shoppers'))[1]?.published).toEqual([first, second])
    expect((await store().get('shoppers'))?.published).toEqual([])
  })
}
