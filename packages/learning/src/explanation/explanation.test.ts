import { expect, test } from 'vitest'
import { fitForest } from '../forest/fit-forest.ts'
import type { Table } from '../matrix/table.ts'
import { seeded } from '../numeric/random.ts'
import { codeOf } from '../testing/estimator-suite.ts'
import { explainForest } from './explain-trees.ts'
import { partialDependence } from './partial-dependence.ts'
import { permutationImportance } from './permutation-importance.ts'

const random = seeded(1)
const table: Table = {
  columns: [
    { name: 'much', kind: 'number', values: Float64Array.from({ length: 400 }, () => random.normal()) },
    { name: 'little', kind: 'number', values: Float64Array.from({ length: 400 }, () => random.normal()) },
    { name: 'none', kind: 'category', values: Array.from({ length: 400 }, (_, row) => 'xyz'[row % 3]!) },
  ],
}

/** 3 × much + little; nothing of a missing number. */
function predict({ columns }: Table): Float64Array {
  const of = (place: number, row: number): number => Number(columns[place]!.values[row]) || 0
  return Float64Array.from({ length: columns[0]!.values.length }, (_, row) => 3 * of(0, row) + of(1, row))
}

const truth = predict(table)
const score = (given: Float64Array): number =>
  -given.reduce((sum, each, row) => sum + (each - truth[row]!) ** 2, 0) / given.length

test('a column matters by what is lost when it is shuffled: twice its variance', () => {
  const [much, little, none] = permutationImportance(table, predict, score, {
    random: seeded(2),
    repeats: 20,
  })
  expect(much!.fall).toBeGreaterThan(15)
  expect(much!.fall).toBeLessThan(21)
  expect(little!.fall).toBeGreaterThan(1.6)
  expect(little!.fall).toBeLessThan(2.4)
  expect(none).toEqual({ column: 'none', fall: 0, deviation: 0 })
  expect(much!.deviation).toBeGreaterThan(0)
})

test('what is foretold follows a column as it does in truth', () => {
  const line = partialDependence(table, predict, 'much', { random: seeded(2), points: 7, rows: 400 })
  expect(line).toHaveLength(7)
  const off = line.map(({ value, mean }) => mean - 3 * Number(value))
  for (const each of off) expect(each).toBeCloseTo(off[0]!, 9)
  const words = partialDependence(table, predict, 'none', { random: seeded(2) })
  expect(words.map(({ value }) => value)).toEqual(['x', 'y', 'z'])
  expect(new Set(words.map(({ mean }) => mean)).size).toBe(1)
})

test('what is missing has a point of its own', () => {
  const gaps = { name: 'much', kind: 'number', values: Float64Array.of(1, Number.NaN, 2) } as const
  const two = { columns: [gaps, { name: 'little', kind: 'number', values: new Float64Array(3) } as const] }
  const line = partialDependence(two, predict, 'much', { random: seeded(1) })
  expect(line).toEqual([
    { value: 1, mean: 3 },
    { value: 2, mean: 6 },
    { value: null, mean: 0 },
  ])
})

test('what cannot be explained is refused by name', () => {
  const options = { random: seeded(1) }
  expect(codeOf(() => partialDependence(table, predict, 'nobody', options))).toBe('column_missing')
  expect(codeOf(() => partialDependence(table, predict, 'much', { ...options, points: 1 }))).toBe(
    'bad_option',
  )
  expect(codeOf(() => permutationImportance(table, predict, score, { ...options, repeats: 0 }))).toBe(
    'bad_option',
  )
  const signal = AbortSignal.abort()
  expect(codeOf(() => permutationImportance(table, predict, score, { ...options, signal }))).toBe('cancelled')
  const forest = fitForest(table, truth, { ...options, task: 'number', trees: 2 })
  expect(codeOf(() => explainForest(forest, table, 1))).toBe('bad_option')
  expect(codeOf(() => explainForest(forest, { columns: table.columns.slice(1) }))).toBe('column_missing')
})
