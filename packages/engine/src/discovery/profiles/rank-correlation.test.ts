import { expect, test } from 'vitest'
import { rankCorrelation } from './rank-correlation.ts'
import { rankColumn } from './ranked-column.ts'

const of = (...values: number[]) => rankColumn(Float64Array.from(values))
const a = of(1, 2, 2, 3, 5, 8, 8, 8, 9, 10, 11, 12, Number.NaN, 4)
const b = of(2, 1, 4, 3, 6, 5, 9, 9, 7, 12, 10, Number.NaN, 3, 4)

test('Spearman’s rho of those known in both, ties shared, as scipy 1.17 has it: 0.9150571471099871', () => {
  expect(rankCorrelation(a, b)).toBeCloseTo(0.9150571471099871, 12)
  expect(rankCorrelation(b, a)).toBeCloseTo(0.9150571471099871, 12)
})

test('it looks at places alone, and goes down as well', () => {
  const values = Array.from({ length: 30 }, (_, at) => at)
  const squares = of(...values.map(value => value ** 2))
  expect(rankCorrelation(of(...values), squares)).toBeCloseTo(1, 12)
  expect(rankCorrelation(of(...values.map(value => -value)), squares)).toBeCloseTo(-1, 12)
})

test('of few, of none and of what is all alike nothing is said', () => {
  expect(rankCorrelation(of(1, 2, 3), of(1, 2, 3))).toBe(0)
  expect(rankCorrelation(of(), of())).toBe(0)
  expect(
    rankCorrelation(of(...new Array(20).fill(7)), of(...Array.from({ length: 20 }, (_, at) => at))),
  ).toBe(0)
})
