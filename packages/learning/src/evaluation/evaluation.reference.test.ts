import { expect, test } from 'vitest'
import { matrixOf } from '../matrix/matrix.ts'
import { quantile } from '../numeric/quantile.ts'
import { skewness } from '../preparation/skewness.ts'
import fixture from '../testing/fixtures/evaluation.json' with { type: 'json' }
import { adjustedRand } from './adjusted-rand.ts'
import { assignPairs } from './assign-pairs.ts'
import { calinskiHarabasz, daviesBouldin } from './separation.ts'
import { silhouette, silhouettes } from './silhouette.ts'

const rows = matrixOf(fixture.rows)

test('silhouettes are those of scikit-learn, row by row', () => {
  silhouettes(rows, fixture.labels).forEach((value, row) => {
    expect(value).toBeCloseTo(fixture.silhouettes[row]!, 9)
  })
  const mean = fixture.silhouettes.reduce((sum, value) => sum + value, 0) / fixture.silhouettes.length
  expect(silhouette(rows, fixture.labels)).toBeCloseTo(mean, 9)
})

test('so are Davies–Bouldin, Calinski–Harabasz and the adjusted Rand index', () => {
  expect(daviesBouldin(rows, fixture.labels)).toBeCloseTo(fixture.daviesBouldin, 9)
  expect(calinskiHarabasz(rows, fixture.labels)).toBeCloseTo(fixture.calinskiHarabasz, 8)
  expect(adjustedRand(fixture.labels, fixture.others)).toBeCloseTo(fixture.adjustedRand, 12)
})

test('the least cost of pairs is that of scipy', () => {
  const pairs = assignPairs(fixture.costs)
  const cost = pairs.reduce((sum, column, row) => sum + (fixture.costs[row]![column] ?? 0), 0)
  expect(cost).toBeCloseTo(fixture.leastCost, 9)
  expect(pairs.filter(column => column === -1)).toHaveLength(2)
})

test('skewness and quantiles are those of scipy and numpy', () => {
  expect(skewness(fixture.lopsided)).toBeCloseTo(fixture.skewness, 9)
  const sorted = fixture.lopsided.toSorted((a, b) => a - b)
  for (const [share, wanted] of fixture.quantiles) expect(quantile(sorted, share!)).toBeCloseTo(wanted!, 9)
})
