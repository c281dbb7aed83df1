import { type Column, fitPreparation } from '@kindred/learning'
import { expect, test } from 'vitest'
import { sayPreparation } from './say-preparation.ts'

const ROWS = 60
const numbers = (make: (row: number) => number): Column => ({
  name: 'x',
  kind: 'number',
  values: Float64Array.from({ length: ROWS }, (_, row) => make(row)),
})
const words = (make: (row: number) => string | null): Column => ({
  name: 'x',
  kind: 'category',
  values: Array.from({ length: ROWS }, (_, row) => make(row)),
})
const said = (column: Column): string =>
  sayPreparation(fitPreparation({ columns: [column] }, { curves: 'straight' }).features)

test('a number is taken as it is, or straightened for its skewness', () => {
  expect(said(numbers(row => row))).toBe('As it is.')
  expect(said(numbers(row => Math.exp(row / 8)))).toMatch(
    /^Logarithm in straight lines between powers of two, for its skewness \(\d\.\d, then -?0\.\d\)\.$/,
  )
})

test('what stands for what is unknown is said, and that knowing counts', () => {
  expect(said(numbers(row => (row % 4 === 0 ? Number.NaN : row)))).toBe(
    'As it is. Where it is unknown (25 %), the median 30 stands for it. Whether it is known counts beside.',
  )
})

test('words are said once, not once a word', () => {
  expect(said(words(row => ['CZ', 'SK', 'PL'][row % 3]!))).toBe('One yes or no for each word: CZ, PL, SK.')
  const many = said(words(row => `w${row % 10}`))
  expect(many).toMatch(/^One yes or no for each word: w0, w1, w2, w3, w4 and \d more\.$/)
})
