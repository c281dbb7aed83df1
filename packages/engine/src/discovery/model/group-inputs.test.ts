import { applyPreparation, fitPreparation, seeded, type Table } from '@kindred/learning'
import { expect, test } from 'vitest'
import { groupInputs } from './group-inputs.ts'
import { spaceOf } from './space-of.ts'

/** Money with a long tail and debts, counts with most at nought, some unknown, words that are rare and words in order. */
function customers(rows: number, seed: number): Table {
  const random = seeded(seed)
  const list = <T>(make: () => T): T[] => Array.from({ length: rows }, make)
  const numbers = (name: string, make: () => number) =>
    ({ name, kind: 'number', values: Float64Array.from(list(make)) }) as const
  const city = (): string | null =>
    [null, 'Praha', 'Praha', 'Brno', `village ${random.below(30)}`][random.below(5)]!
  return {
    columns: [
      numbers('age', () => (random.below(9) === 0 ? Number.NaN : 18 + random.below(60))),
      numbers('spend', () => Math.exp(3 + 2 * random.normal()) - (random.below(8) === 0 ? 40 : 0)),
      numbers('orders', () => (random.below(3) === 0 ? Math.floor(Math.exp(3 * random.uniform()) ** 3) : 0)),
      { name: 'city', kind: 'category', values: list(city) },
      {
        name: 'tier',
        kind: 'category',
        values: list(() => [null, 'basic', 'plus', 'gold'][random.below(4)]!),
      },
    ],
  }
}

test('the coordinates of the record are those of the preparation it was made of, on rows it has not seen as well', () => {
  const options = { curves: 'straight', orders: { tier: ['basic', 'plus', 'gold'] } } as const
  const fitted = fitPreparation(customers(600, 1), options)
  const inputs = groupInputs(fitted)
  expect(new Set(fitted.features.map(({ transform }) => transform.kind))).toEqual(
    new Set(['none', 'log', 'rank']),
  )
  expect(new Set(inputs.map(({ reading }) => reading.kind))).toEqual(
    new Set(['number', 'missing', 'level', 'other', 'order']),
  )
  for (const table of [customers(600, 1), customers(300, 2)]) {
    const { values } = applyPreparation(fitted, table).matrix
    spaceOf(inputs, table).values.forEach((value, at) => {
      expect(value).toBeCloseTo(values[at]!, 12)
    })
  }
})

test('a logarithm that is not of straight lines is refused, with what to ask for', () => {
  const fitted = fitPreparation(customers(600, 1))
  expect(() => groupInputs(fitted)).toThrow("'straight'")
})
