import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LearningError } from '../errors.ts'
import type { CategoryColumn, NumberColumn, Table } from '../matrix/table.ts'
import { seeded } from '../numeric/random.ts'
import { applyPreparation } from './apply-preparation.ts'
import { describePreparation } from './describe-preparation.ts'
import { fitPreparation } from './fit-preparation.ts'
import { skewness } from './skewness.ts'
import { transformed } from './transform.ts'

const numbers = (name: string, values: Iterable<number>): NumberColumn => ({
  name,
  kind: 'number',
  values: Float64Array.from(values),
})
const words = (name: string, values: readonly (string | null)[]): CategoryColumn => ({
  name,
  kind: 'category',
  values,
})
const many = (count: number, make: (row: number) => number): number[] =>
  Array.from({ length: count }, (_, row) => make(row))

/** Money, counts with many zeros, age with gaps, a country with rare ones, and columns of no use. */
function shop(rows: number, seed: number): Table {
  const random = seeded(seed)
  const spend = many(rows, () => Math.exp(4 + 1.2 * random.normal()))
  const countries = ['CZ', 'SK', 'DE']
  return {
    columns: [
      numbers('spend', spend),
      numbers(
        'spend in cents',
        spend.map(value => value * 100),
      ),
      numbers(
        'returns',
        many(rows, () => (random.uniform() < 0.85 ? 0 : random.below(5))),
      ),
      numbers(
        'age',
        many(rows, () => (random.uniform() < 0.1 ? Number.NaN : 20 + random.below(50))),
      ),
      numbers(
        'version',
        many(rows, row => (row === 0 ? 2 : 1)),
      ),
      numbers(
        'nothing',
        many(rows, () => Number.NaN),
      ),
      words(
        'country',
        Array.from({ length: rows }, (_, row) => (row % 200 === 0 ? `rare ${row}` : countries[row % 3]!)),
      ),
      words(
        'level',
        Array.from({ length: rows }, (_, row) => ['bronze', 'silver', 'gold', null][row % 4] ?? null),
      ),
    ],
  }
}

const options = { orders: { level: ['bronze', 'silver', 'gold'] } }

test('each column becomes what suits it, and the rest is dropped with the reason', () => {
  const fitted = fitPreparation(shop(2000, 1), options)
  const kinds = Object.fromEntries(fitted.features.map(({ name, transform }) => [name, transform.kind]))
  expect(kinds).toEqual({
    spend: 'log',
    returns: 'rank',
    age: 'none',
    'age is missing': 'none',
    'country = SK': 'none',
    'country = DE': 'none',
    'country = CZ': 'none',
    level: 'none',
  })
  expect(Object.fromEntries(fitted.dropped.map(({ name, reason }) => [name, reason]))).toEqual({
    'spend in cents': 'near_duplicate',
    version: 'near_constant',
    nothing: 'all_missing',
    'nothing is missing': 'near_constant',
    'country is another': 'near_constant',
  })
  expect(fitted.dropped.map(({ says }) => says)).toContain("'version' has one value in 99.9 % of the rows")
})

test('a preparation says what it does, one sentence a feature', () => {
  const said = describePreparation(fitPreparation(shop(2000, 1), options))
  expect(said[0]).toMatch(/^spend: log\(1 \+ x\), as its skewness of \d+\.\d\d becomes -?0\.\d\d\.$/)
  expect(said.find(line => line.startsWith('age:'))).toMatch(
    /^age: as it is; (9|1\d)(\.\d)? % are missing and count as the median, 4\d\.$/,
  )
  expect(said.at(-1)).toMatch(/^Left out: /)
})

test('prepared columns of numbers have mean 0 and deviation 1', () => {
  const table = shop(3000, 2)
  const fitted = fitPreparation(table, options)
  const { matrix } = applyPreparation(fitted, table)
  fitted.features.forEach((feature, column) => {
    if (feature.reading.kind !== 'number') return
    const values = many(matrix.rows, row => matrix.values[row * matrix.columns + column]!)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
    expect(mean).toBeCloseTo(0, 9)
    expect(square).toBeCloseTo(1, 9)
  })
})

test('new rows are filled, transformed and scaled as the fitted ones; new words count with the rare ones', () => {
  const table: Table = {
    columns: [numbers('visits', [0, 2, 4, 6, 8, 10]), words('city', ['A', 'A', 'A', 'B', 'B', 'C'])],
  }
  const fitted = fitPreparation(table, { rareShare: 0.3, duplicateCorrelation: 1 })
  const { matrix } = applyPreparation(fitted, {
    columns: [words('city', ['D', 'B', null]), numbers('visits', [Number.NaN, 5, 11])],
  })
  expect(fitted.features.map(({ name }) => name)).toEqual([
    'visits',
    'city = A',
    'city = B',
    'city is another',
  ])
  const deviation = Math.sqrt(35 / 3)
  expect(Array.from(matrix.values)).toEqual([0, 0, 0, 1, 0, 0, 1, 0, 6 / deviation, 0, 0, 1])
})

test('a missing word is a word of its own', () => {
  const table: Table = { columns: [words('channel', ['web', null, null, 'shop', 'web', null])] }
  const { features } = fitPreparation(table)
  expect(features.map(({ name }) => name)).toEqual(['channel is missing', 'channel = web', 'channel = shop'])
})

test('a row far out is set apart, named with its feature, and does not distort the scale', () => {
  const random = seeded(3)
  const values = many(500, () => random.normal())
  const table = (extra: number): Table => ({ columns: [numbers('score', [...values, extra])] })
  const near = fitPreparation(table(0), { transforms: 'none' })
  const far = fitPreparation(table(1e6), { transforms: 'none' })
  const { outliers } = applyPreparation(far, table(1e6))
  expect(outliers.map(({ row, feature }) => [row, feature])).toEqual([[500, 'score']])
  expect(outliers[0]!.distance).toBeGreaterThan(1e5)
  expect(far.features[0]!.scale).toBeCloseTo(near.features[0]!.scale, 2)
})

test('robust scaling is by median and quartiles', () => {
  const { features } = fitPreparation({ columns: [numbers('x', [1, 2, 3, 4, 5])] }, { scaling: 'robust' })
  expect(features[0]!.centre).toBe(3)
  expect(features[0]!.scale).toBeCloseTo(2 / 1.3489795, 6)
})

test('ranks are shares of the rows below, half of the equal ones counted, and stay within the fitted ones', () => {
  const values = [...many(900, () => 0), ...many(100, row => 10 ** (row / 10))]
  const { features } = fitPreparation({ columns: [numbers('x', values)] }, { outlierDistance: 1e9 })
  const { transform } = features[0]!
  expect(transform.kind).toBe('rank')
  expect(transformed(transform, 0)).toBeCloseTo(0.45, 9)
  expect(transformed(transform, -5)).toBeCloseTo(0.45, 9)
  expect(transformed(transform, 1e99)).toBeLessThanOrEqual(1)
})

test('a transform never turns an order round', () => {
  const money = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 3, maxLength: 60 })
  fc.assert(
    fc.property(money, values => {
      const lopsided = values.map(value => value ** 3)
      const fitted = attempt(() => fitPreparation({ columns: [numbers('x', lopsided)] }))
      if (fitted === undefined) return
      const { transform } = fitted.features[0]!
      const ordered = lopsided.sort((a, b) => a - b).map(value => transformed(transform, value))
      for (let at = 1; at < ordered.length; at += 1)
        expect(ordered[at]! - ordered[at - 1]!).toBeGreaterThanOrEqual(-1e-12)
    }),
  )
})

function attempt<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch (error) {
    if (error instanceof LearningError && error.code === 'nothing_left') return undefined
    throw error
  }
}

test('skewness does not depend on unit or origin', () => {
  const values = many(200, row => row ** 3)
  const scaled = values.map(value => 5 * value - 7)
  expect(skewness(scaled)).toBeCloseTo(skewness(values), 9)
  expect(skewness([4, 4, 4])).toBe(0)
  expect(skewness([0.1, 0.1, 0.1])).toBe(0)
})

test('a fitted preparation survives JSON, is frozen, and is the same again', () => {
  const table = shop(500, 4)
  const fitted = fitPreparation(table, options)
  const revived: typeof fitted = JSON.parse(JSON.stringify(fitted))
  expect(applyPreparation(revived, table)).toEqual(applyPreparation(fitted, table))
  expect(Object.isFrozen(fitted.features[0]!.transform)).toBe(true)
  expect(fitPreparation(shop(500, 4), options)).toEqual(fitted)
})

test.each<[string, Table, string]>([
  ['no columns', { columns: [] }, 'The table has no columns.'],
  ['no rows', { columns: [numbers('x', [])] }, 'The table has no rows.'],
  ['uneven columns', { columns: [numbers('x', [1]), numbers('y', [1, 2])] }, "The column 'y' has 2 values"],
  ['two columns of one name', { columns: [numbers('x', [1]), words('x', ['a'])] }, "two columns 'x'"],
  ['an infinity', { columns: [numbers('x', [1, -Infinity])] }, "The column 'x' is infinite in row 1"],
  [
    'one row',
    { columns: [numbers('x', [1])] },
    "No feature is left to learn from: 'x' has one value in 100 % of",
  ],
  [
    'words that are all different',
    {
      columns: [
        words(
          'id',
          Array.from({ length: 300 }, (_, at) => `c${at}`),
        ),
      ],
    },
    'none is frequent',
  ],
])('a table with %s is refused by name', (_, table, says) => {
  expect(() => fitPreparation(table)).toThrow(says)
})

test('a table without a fitted column, or with one of another kind, is refused by name', () => {
  const fitted = fitPreparation({ columns: [numbers('x', [1, 2, 3])] })
  expect(() => applyPreparation(fitted, { columns: [numbers('y', [1])] })).toThrow("no column 'x'")
  expect(() => applyPreparation(fitted, { columns: [words('x', ['1'])] })).toThrow(
    "The column 'x' holds words, and numbers were expected.",
  )
})
