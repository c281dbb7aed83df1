import { expect, test } from 'vitest'
import type { ModelStore } from '../ports/catalog.ts'
import type { FittedModel } from '../records/fitted-model.ts'
import { summariseModel } from '../records/summarise-model.ts'

/** A fitted model of one tree, hostile text included. */
export const storedModel: FittedModel = {
  id: 'churn',
  version: 1,
  createdAt: 1_795_305_600_000,
  author: 'b\'o"b; DROP TABLE x',
  asked: {
    target: 'never(purchase) in next 90d',
    method: 'auto',
    instants: { count: 4, every: '30d' },
    promote: 'by_hand',
  },
  method: 'tree',
  answer: 'chance',
  inputs: [{ name: 'spend', is: 'sum(purchase.amount, 90d)', label: 'Útrata 👩‍🚀', kind: 'money' }],
  scorer: {
    kind: 'trees',
    base: 0,
    factor: 1 / 3,
    trees: [
      [
        { kind: 'threshold', input: 0, threshold: 0.1, missing: 'left', left: 1, right: 2 },
        { kind: 'leaf', value: 0.30000000000000004 },
        { kind: 'levels', input: 0, levels: ['\u0000"', null], left: 3, right: 4 },
        { kind: 'leaf', value: -1e-300 },
        { kind: 'leaf', value: 1.7976931348623157e308 },
      ],
    ],
    links: [{ kind: 'platt', slope: 1.1, intercept: -0.2 }],
  },
  fitted: { kind: 'tree', version: 1, nodes: [] },
  card: {
    definitionsVersion: 3,
    batch: 7,
    seed: 2 ** 40,
    budget: 60,
    ahead: 90 * 86_400_000,
    population: { customers: 10, base: 12 },
    instants: [{ at: 1_795_305_500_000, customers: 10, rows: 10, mean: 0.3 }],
    rows: 10,
    folds: 5,
    features: [],
    tried: [],
    recommendation: 'The tree.',
    calibration: { by: 'platt', says: '100 % \u0000 of them' },
    judged: {
      by: 'later',
      at: 1_795_305_600_000,
      rows: 10,
      mean: 0.25,
      figures: [{ name: 'auc', value: 0.8, interval: [0.7, 0.9] }],
      curves: { tenths: [], calibration: [] },
    },
    baseline: { says: 'The mean.', figures: [{ name: 'auc', value: 0.5 }] },
    segments: [],
    notes: [],
  },
}

/** Fitted models, in every catalog. */
export function modelCases(store: () => ModelStore): void {
  const { scorer, ...unscored } = storedModel
  const later: FittedModel = {
    ...storedModel,
    ...{ version: 2, createdAt: storedModel.createdAt + 1 },
    ...(scorer && { outputs: { left_alone: scorer } }),
  }
  const other: FittedModel = { ...unscored, id: 'others', method: 'neighbours' }

  test('nothing is there before the first', async () => {
    expect(await store().get('churn')).toBeUndefined()
    expect(await store().list(10)).toEqual([])
    expect(await store().versions('churn')).toEqual([])
    expect(await store().scorers([{ id: 'churn', version: 1 }])).toEqual([])
  })

  test('versions are kept whole, to the last bit; the newest is meant when none is named', async () => {
    for (const each of [storedModel, other, later]) await store().put(each)
    expect(await store().get('churn')).toEqual(later)
    expect(await store().get('churn', 1)).toEqual(storedModel)
    expect(await store().get('others')).toEqual(other)
    expect(await store().get('churn', 3)).toBeUndefined()
  })

  test('a list has the newest version of each, latest first, without what is heavy', async () => {
    expect(await store().list(10)).toEqual([summariseModel(later), summariseModel(other)])
    expect(await store().list(1)).toEqual([summariseModel(later)])
    expect((await store().versions('churn')).map(({ version }) => version)).toEqual([2, 1])
    expect(JSON.stringify(await store().list(10))).not.toContain('threshold')
  })

  test('formulas are given without the rest, in the order asked, and what is not there is left out', async () => {
    const asked = [
      { id: 'others', version: 1 },
      { id: 'churn', version: 9 },
      { id: 'churn', version: 1 },
    ]
    const { id, version, method, inputs, scorer } = storedModel
    expect(await store().scorers(asked)).toEqual([
      { id: 'others', version: 1, method: 'neighbours', inputs },
      { id, version, method, inputs, scorer },
    ])
  })

  test('a version that is there already is refused by name, and stays as it is', async () => {
    await expect(store().put({ ...later, author: 'other' })).rejects.toMatchObject({
      code: 'model_version_exists',
      details: { id: 'churn', version: 2 },
    })
    expect(await store().get('churn')).toEqual(later)
  })
}
