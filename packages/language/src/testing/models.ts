import type { Checked } from '../ast/checked.ts'
import type { InputReading, Scorer, ScorerNode } from '../ast/scorer.ts'
import type { ScoreName } from '../vocabulary/vocabulary.ts'

/** Reads an expression of the vocabulary that the models stand in. */
type Read = (text: string) => Checked

/**
 * The models of the test vocabulary: one of small trees whose scores can be added up by hand, one that was never fitted,
 * and one of every kind of scorer.
 */
export function modelsOver(read: Read): ReadonlyMap<string, ScoreName> {
  return new Map<string, ScoreName>([
    ['churn', { ...inputs(read, 'recency', 'country'), of: churnOver(1), version: 3, outputs: doubled }],
    ['upsell', inputs(read, 'income')],
    ['propensity', { label: 'Buys again', ...inputs(read, ...MIXED), of: propensity, version: 1 }],
    ['worth', { ...inputs(read, ...MIXED), of: worth, version: 12 }],
    ['blended', { ...inputs(read, ...MIXED), of: blended, version: 1 }],
    ['alive', { ...inputs(read, ...LIFETIME), of: alive, version: 1 }],
    ['lifetime_value', { ...inputs(read, ...LIFETIME), of: lifetimeValue, version: 2 }],
  ])
}

const MIXED = ['recency', 'orders', 'spend', 'marketing_consent', 'country', 'income', 'birth_date'] as const

const LIFETIME = [
  'count(purchase)',
  'days_since(first(purchase))',
  'days_since(purchase)',
  'sum(purchase.amount)',
  'first(purchase.amount)',
] as const

function inputs(read: Read, ...texts: readonly string[]): Pick<ScoreName, 'inputs'> {
  return { inputs: texts.map(text => ({ name: text, is: read(text) })) }
}

const leaf = (value: number): ScorerNode => ({ kind: 'leaf', value })

/** A tree of one question. */
const stump = (question: ScorerNode, left: number, right: number): readonly ScorerNode[] => [
  question,
  leaf(left),
  leaf(right),
]

const upTo = (input: number, threshold: number, missing: 'left' | 'right' = 'right', at = 1): ScorerNode => ({
  kind: 'threshold',
  input,
  threshold,
  missing,
  left: at,
  right: at + 1,
})

/** 0.125, and 0.125 up to 30 days since the last purchase or else 0.5, and 0.25 outside of Czechia. */
function churnOver(country: number): Scorer {
  return {
    kind: 'trees',
    base: 0.125,
    trees: [
      stump(upTo(0, 30), 0.125, 0.5),
      stump(
        { kind: 'levels', input: country, levels: ['CZ', null, "O'Neil \\ 😀"], left: 1, right: 2 },
        0,
        0.25,
      ),
    ],
    factor: 1,
    links: [],
  }
}

/** A second answer of the same model. */
const doubled: ReadonlyMap<string, Scorer> = new Map([['doubled', { ...churnOver(1), factor: 2 }]])

const propensity: Scorer = {
  kind: 'trees',
  base: -0.3,
  trees: [
    [
      upTo(2, 1000, 'left'),
      { kind: 'threshold', input: 1, threshold: 2, missing: 'left', left: 3, right: 4 },
      { kind: 'levels', input: 4, levels: ['SK', ''], left: 5, right: 6 },
      leaf(-0.7),
      leaf(0.1),
      leaf(1.3),
      upTo(5, 0, 'right', 7),
      leaf(0.05),
      leaf(0.2),
    ],
    stump({ kind: 'missing', input: 5, left: 1, right: 2 }, 0.9, -0.4),
    stump(upTo(3, 0.5, 'left'), 1 / 3, -1 / 7),
    stump(upTo(0, 1e-9, 'left'), 0.011, -0.013),
    stump(upTo(2, 2 ** 53, 'left'), 0.1, -0.1),
    [leaf(0.0625)],
  ],
  factor: 1,
  links: [{ kind: 'logistic' }],
}

const plain = { fill: 0, transform: { kind: 'none' }, centre: 0, scale: 1 } as const

const readings: readonly InputReading[] = [
  { input: 0, how: { kind: 'number' }, ...plain, fill: 90, centre: 45, scale: 30 },
  {
    ...plain,
    input: 2,
    how: { kind: 'number' },
    transform: {
      kind: 'log',
      knots: [
        [0, 0],
        [1, Math.LN2],
        [1023, 10 * Math.LN2],
      ],
    },
  },
  { ...plain, input: 5, how: { kind: 'missing' } },
  {
    ...plain,
    input: 5,
    how: { kind: 'number' },
    transform: {
      kind: 'rank',
      knots: [
        [-10, 0],
        [0, 0.5],
        [1e6, 1],
      ],
    },
    fill: 0,
  },
  { ...plain, input: 4, how: { kind: 'level', level: 'CZ' } },
  { ...plain, input: 4, how: { kind: 'level', level: null } },
  { ...plain, input: 4, how: { kind: 'other', levels: ['CZ', 'SK', null] } },
  { ...plain, input: 4, how: { kind: 'order', levels: ['SK', '', 'CZ'] }, fill: 1.5, scale: 2 },
  { ...plain, input: 3, how: { kind: 'number' }, fill: 0.25 },
  { ...plain, input: 6, how: { kind: 'number' }, fill: 3650, centre: 3650, scale: 7000 },
]

/** Weights that differ, and are the same in every run. */
function weights(outputs: number, ins: number): readonly (readonly number[])[] {
  return Array.from({ length: outputs }, (_, output) =>
    Array.from({ length: ins }, (_, at) => ((output * 31 + at * 17 + 7) % 23) / 11 - 1),
  )
}

const worth: Scorer = {
  kind: 'layers',
  readings,
  layers: [
    { weights: weights(3, readings.length), bias: [0.1, -0.2, 0.3], activation: 'tanh' },
    { weights: weights(4, 3), bias: [0, 0.5, -0.5, 0.25], activation: 'relu' },
    { weights: weights(2, 4), bias: [0.3, 0.1], activation: 'square' },
    { weights: weights(1, 2), bias: [0.7], activation: 'identity' },
  ],
  links: [{ kind: 'exp' }],
}

const linear: Scorer = {
  kind: 'layers',
  readings,
  layers: [{ weights: weights(1, readings.length), bias: [-0.4], activation: 'logistic' }],
  links: [
    { kind: 'platt', slope: 3.5, intercept: -1.25 },
    { kind: 'isotonic', at: [0.2, 0.5, 0.8], values: [0.1, 0.4, 0.95], between: 'lines' },
  ],
}

const blended: Scorer = {
  kind: 'blend',
  of: [propensity, linear, churnOver(4)],
  weights: [0.5, 0.3, 0.2],
  bias: 0.01,
  links: [{ kind: 'isotonic', at: [0, 0.25, 0.6], values: [0.05, 0.3, 0.7], between: 'steps' }],
}

const lifetimeInputs = { purchases: 0, sinceFirst: 1, sinceLast: 2 } as const

/** BG/NBD: the chance that she still buys. */
const alive: Scorer = {
  kind: 'lifetime',
  inputs: lifetimeInputs,
  r: 0.243,
  alpha: 30.9,
  leaving: {
    kind: 'chance',
    a: 0.793,
    b: 2.426,
    first: 0,
    chances: [0.05, 0.2, 0.5, 0.9],
    shares: [0.4, 0.3, 0.2, 0.1],
  },
  links: [],
}

/** Pareto/NBD with Gamma-Gamma: what she is expected to bring within a year, discounted. */
const lifetimeValue: Scorer = {
  kind: 'lifetime',
  inputs: lifetimeInputs,
  r: 0.553,
  alpha: 74.1,
  leaving: {
    kind: 'rate',
    s: 0.606,
    beta: 81.6,
    parts: [0.1127, 0.5, 0.8873],
    shares: [5 / 18, 8 / 18, 5 / 18],
  },
  ahead: { times: [100, 365], shares: [0.1, 0.9] },
  worth: { spent: 3, firstSpent: 4, p: 6.25, q: 3.74, v: 15.44, margin: 0.3 },
  links: [],
}
