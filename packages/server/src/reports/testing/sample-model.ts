import type { FittedModel, TriedMethod } from '@kindred/engine'

const DAY = 86_400_000
const at = Date.UTC(2026, 3, 1)

/** A trained model with something in every part of it. @param words - What people named. */
export function sampleModel(words: (text: string) => string = text => text): FittedModel {
  const feature = (name: string, kind: 'number' | 'category') => ({
    ...{ name, is: words(`count(${name}, 30d)`), label: words(`Number of ${name}`), kind },
    ...{ why: 'It was asked for.', knownShare: 0.4 },
  })
  const tried = (method: TriedMethod['method'], value: number, chosen: boolean): TriedMethod => ({
    ...{
      method,
      settings: 'as usual',
      figure: { name: 'auc', value },
      error: 0.01,
      chosen,
      hasFormula: true,
    },
  })
  return {
    id: 'churn',
    version: 3,
    createdAt: at,
    author: words('anna'),
    asked: {
      name: words('Leaves within 90 days'),
      target: 'never(purchase) in next 90d',
      population: words('country = "CZ"'),
      method: 'auto',
      instants: { count: 2, every: '30d' },
      benefit: 40,
      cost: 2,
      promote: 'by_hand',
    },
    method: 'boosting',
    answer: 'chance',
    inputs: [],
    fitted: {},
    card: {
      ...{ definitionsVersion: 4, batch: 7, seed: 1, budget: 60, ahead: 90 * DAY, rows: 2_000, folds: 5 },
      population: { customers: 1_000, base: 3_000 },
      instants: [150, 120].map(days => ({ at: at - days * DAY, customers: 1_000, rows: 1_000, mean: 0.2 })),
      features: [
        {
          ...feature('visits', 'number'),
          typical: 4,
          importance: 0.12,
          dependence: [0, 5, 10].map(value => ({ value, answer: 0.5 - value / 50 })),
        },
        {
          ...feature('colour', 'category'),
          typical: words('red'),
          importance: -0.001,
          dependence: [words('red'), null].map(value => ({ value, answer: 0.3 })),
        },
        { ...feature('ids', 'category'), dropped: words('it gives the answer away') },
      ],
      tried: [
        tried('boosting', 0.83, true),
        tried('logistic', 0.82, false),
        { ...tried('forest', 0, false), excluded: 'the 60 seconds it was given were over' },
      ],
      recommendation: 'boosting (auc 0.8300) did best over the folds.',
      calibration: { by: 'platt', says: 'By a logistic curve.' },
      judged: {
        ...{ by: 'later', at, rows: 1_000, mean: 0.21 },
        figures: [
          { name: 'auc', value: 0.81, interval: [0.79, 0.83] },
          { name: 'log_loss', value: 0.41 },
        ],
        curves: {
          roc: [
            [0, 0],
            [0.2, 0.7],
            [1, 1],
          ],
          tenths: Array.from({ length: 10 }, (_, tenth) => ({
            ...{ rows: 100, score: 0.9 - tenth / 12, actual: 0.6 - tenth / 20 },
            ...{ gain: Math.min(1, (tenth + 1) / 6), lift: 3 - tenth / 5 },
          })),
          calibration: [0.1, 0.3, 0.6].map(foretold => ({ foretold, actual: foretold + 0.02, rows: 300 })),
        },
      },
      baseline: {
        says: 'As in the same stretch before, with the chance that it is so again.',
        figures: [{ name: 'auc', value: 0.68 }],
      },
      segments: [
        { ...{ segment: 'vip', name: words('VIP'), rows: 40, mean: 0.1, foretold: 0.12 } },
        {
          ...{ segment: 'czech', name: words('Czech'), rows: 500, mean: 0.2, foretold: 0.21 },
          figure: { name: 'auc', value: 0.8 },
        },
      ],
      threshold: {
        ...{ at: 0.05, says: 'Treating pays from a chance of 5.0 % on.', profit: 1_234 },
        ...{ truePositives: 200, falsePositives: 300, falseNegatives: 10, trueNegatives: 490 },
      },
      uplift: {
        learner: 'two models of logistic',
        control: { rows: 500, mean: 0.1 },
        treatments: [
          {
            ...{ name: words('letter'), rows: 400, mean: 0.15 },
            figures: [
              { name: 'effect', value: 0.05, interval: [0.01, 0.09] },
              { name: 'qini', value: 0.008, interval: [0.001, 0.02] },
            ],
            curve: Array.from({ length: 20 }, (_, at) => ({
              ...{ share: (at + 1) / 20, uplift: 0.1 - at / 400, gain: at / 200 },
              within: [at / 200 - 0.01, at / 200 + 0.01] as const,
            })),
            groups: [
              { group: 'persuadable', rows: 120, foretold: 0.12, came: 0.1 },
              { group: 'do_not_disturb', rows: 9, foretold: -0.05 },
            ],
          },
        ],
        worth: { at: 0.01, says: words('Treating is worth it from a point on.') },
        sure: 0.2,
      },
      notes: [words('Rows are of 2 instants in place of 4.')],
    },
  }
}
