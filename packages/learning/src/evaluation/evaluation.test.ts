import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assignKMeans } from '../clustering/k-means/assign-k-means.ts'
import { fitKMeans } from '../clustering/k-means/fit-k-means.ts'
import { type Matrix, matrixOf } from '../matrix/matrix.ts'
import { type Random, seeded } from '../numeric/random.ts'
import { codeOf } from '../testing/estimator-suite.ts'
import { groupedRows } from '../testing/grouped-rows.ts'
import { adjustedRand } from './adjusted-rand.ts'
import { assignPairs } from './assign-pairs.ts'
import { bootstrapStability } from './bootstrap-stability.ts'
import { gapStatistic } from './gap-statistic.ts'
import { kMeansBic } from './k-means-bic.ts'
import { matchClusters } from './match-clusters.ts'
import { calinskiHarabasz, daviesBouldin } from './separation.ts'
import { sampledSilhouette, silhouette, silhouettes } from './silhouette.ts'

const labels = fc.array(fc.integer({ min: -1, max: 4 }), { minLength: 2, maxLength: 30 })

test('agreement is the same both ways, 1 with itself, and does not depend on the numbers of clusters', () => {
  fc.assert(
    fc.property(labels, fc.infiniteStream(fc.integer({ min: 0, max: 3 })), (a, stream) => {
      const b = a.map(() => stream.next().value ?? 0)
      expect(adjustedRand(a, a)).toBe(1)
      expect(adjustedRand(a, b)).toBeCloseTo(adjustedRand(b, a), 12)
      expect(
        adjustedRand(
          a.map(label => 7 - label),
          b,
        ),
      ).toBeCloseTo(adjustedRand(a, b), 12)
      expect(adjustedRand(a, b)).toBeLessThanOrEqual(1)
    }),
  )
})

test('groupings by chance agree by nothing on average', () => {
  const random = seeded(1)
  const draw = (): number[] => Array.from({ length: 200 }, () => random.below(4))
  const mean =
    Array.from({ length: 200 }, () => adjustedRand(draw(), draw())).reduce((sum, each) => sum + each, 0) / 200
  expect(Math.abs(mean)).toBeLessThan(0.003)
})

test('outliers do not count in a silhouette, and a row alone in its cluster has 0', () => {
  const rows = matrixOf([[0], [1], [500], [9], [10], [20]])
  const values = silhouettes(rows, [0, 0, -1, 1, 1, 2])
  expect(values[2]).toBeNaN()
  expect(values[5]).toBe(0)
  expect(silhouette(rows, [0, 0, -1, 1, 1, 2])).toBeCloseTo(
    silhouette(matrixOf([[0], [1], [9], [10], [20]]), [0, 0, 1, 1, 2]),
    12,
  )
})

test('a sampled silhouette is within twice its error of the exact one, nineteen times of twenty', () => {
  const { rows, truth } = groupedRows({ groups: 3, each: 150, columns: 2, apart: 3 }, 2)
  const exact = silhouette(rows, truth)
  const random = seeded(4)
  const inside = Array.from({ length: 200 }, () =>
    sampledSilhouette(rows, truth, { sample: 60, random }),
  ).filter(({ mean, error }) => Math.abs(mean - exact) <= 2 * error)
  expect(inside.length).toBeGreaterThan(180)
  expect(sampledSilhouette(rows, truth, { sample: 9999, random })).toEqual({
    mean: expect.closeTo(exact, 12),
    error: 0,
    sample: 450,
  })
})

test('narrow clusters far apart lose nothing to single precision, nor do equal rows', () => {
  const random = seeded(6)
  const rows = matrixOf(
    Array.from({ length: 90 }, (_, at) =>
      Array.from({ length: 5 }, () => (at % 3) * 100 - 50 + (at < 9 ? 0 : 0.05 * random.normal())),
    ),
  )
  const single = { ...rows, values: Float32Array.from(rows.values) }
  const labels = Int32Array.from({ length: 90 }, (_, at) => (at % 3 === 2 ? 1 : 0) + (at % 2) * 2)
  const [exact, compiled] = [silhouettes(rows, labels), silhouettes(single, labels)]
  exact.forEach((value, row) => {
    expect(compiled[row]!).toBeCloseTo(value, 3)
  })
})

test('rows in single precision have the same silhouettes, whatever the number of threads', () => {
  const { rows, truth } = groupedRows({ groups: 5, each: 27, columns: 5, apart: 2 }, 9)
  const labelled = truth.map((label, row) => (row % 11 === 0 ? -1 : row === 1 ? 6 : label))
  const single = { ...rows, values: Float32Array.from(rows.values) }
  const values = silhouettes(single, labelled)
  expect(silhouettes(single, labelled, { threads: 3 })).toEqual(values)
  silhouettes(rows, labelled).forEach((value, row) => {
    if (Number.isNaN(value)) expect(values[row]).toBeNaN()
    else expect(values[row]).toBeCloseTo(value, 5)
  })
  const sampled = sampledSilhouette(single, labelled, { sample: 40, random: seeded(1), threads: 2 })
  expect(sampled.mean).toBeCloseTo(
    sampledSilhouette(rows, labelled, { sample: 40, random: seeded(1) }).mean,
    5,
  )
})

test('labels that skip a number, and outliers, change nothing in the measures of separation', () => {
  const { rows, truth } = groupedRows({ groups: 3, each: 20, columns: 2 }, 3)
  const skipping = truth.map(label => (label === 2 ? 7 : label))
  for (const measure of [daviesBouldin, calinskiHarabasz, silhouette])
    expect(measure(rows, skipping)).toBeCloseTo(measure(rows, truth), 9)
})

test('one cluster, clusters of one row each, and labels for other rows are refused by name', () => {
  const rows = matrixOf([[0], [1], [2]])
  for (const measure of [daviesBouldin, calinskiHarabasz, silhouette]) {
    expect(codeOf(() => measure(rows, [0, 0, -1]))).toBe('too_few_clusters')
    expect(codeOf(() => measure(rows, [0, 1]))).toBe('wrong_length')
  }
  expect(codeOf(() => calinskiHarabasz(rows, [0, 1, 2]))).toBe('too_few_clusters')
  expect(codeOf(() => adjustedRand([], []))).toBe('no_rows')
  expect(codeOf(() => adjustedRand([1], [1, 2]))).toBe('wrong_length')
})

const costs = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  )

/** The least sum over all pairings, tried one after the other. */
function leastCost(table: readonly number[][], row = 0, taken: readonly number[] = []): number {
  if (row === table.length) return 0
  const free = table[0]!.map((_, column) => column).filter(column => !taken.includes(column))
  const paired = free.map(column => table[row]![column]! + leastCost(table, row + 1, [...taken, column]))
  const mayStayOut = table.length - row > free.length
  return Math.min(...paired, mayStayOut ? leastCost(table, row + 1, taken) : Number.POSITIVE_INFINITY)
}

test('pairs cost the least of all pairings, each column taken once', () => {
  fc.assert(
    fc.property(costs, table => {
      const pairs = assignPairs(table)
      const taken = pairs.filter(column => column !== -1)
      expect(new Set(taken).size).toBe(Math.min(table.length, table[0]!.length))
      expect(taken).toHaveLength(Math.min(table.length, table[0]!.length))
      const cost = pairs.reduce((sum, column, row) => sum + (column === -1 ? 0 : table[row]![column]!), 0)
      expect(cost).toBe(leastCost(table))
    }),
  )
})

test('costs that are no numbers are refused with their place', () => {
  expect(() =>
    assignPairs([
      [1, 2],
      [3, Number.NaN],
    ]),
  ).toThrow('A cost is NaN in row 1, column 1')
  expect(codeOf(() => assignPairs([[1, 2], [3]]))).toBe('uneven_rows')
})

test('clusters found anew are matched with the old ones; one that is gone has no match', () => {
  const before = [0, 0, 0, 1, 1, 1, 2, 2, -1]
  const after = [1, 1, 1, 0, 0, 1, 0, 0, 0]
  expect(matchClusters(before, after)).toEqual([
    { from: 0, to: 1, overlap: 0.75 },
    { from: 1, to: -1, overlap: 0 },
    { from: 2, to: 0, overlap: 0.4 },
  ])
})

test('the criterion of k-means is that of its densities, and is least for the groups there are', () => {
  const { rows } = groupedRows({ groups: 4, each: 50, columns: 2, apart: 7 }, 5)
  const fits = [2, 3, 4, 5, 6].map(clusters => fitKMeans(rows, { clusters, random: seeded(1) }))
  const bics = fits.map(kMeansBic)
  expect(bics.indexOf(Math.min(...bics))).toBe(2)
  const fitted = fits[2]!
  const variance = fitted.inertia / 400
  const { labels: found, distances } = assignKMeans(fitted, rows)
  const logLikelihood = found.reduce(
    (sum, label, row) =>
      sum +
      Math.log(fitted.sizes[label]! / 200) -
      Math.log(2 * Math.PI * variance) -
      distances[row]! / 2 / variance,
    0,
  )
  expect(bics[2]).toBeCloseTo(12 * Math.log(200) - 2 * logLikelihood, 6)
})

const inertiaOf = (rows: Matrix, clusters: number, random: Random): number =>
  fitKMeans(rows, { clusters, random, starts: 3 }).inertia

test.each([1, 3, 4])('the gap statistic finds %i groups as such', groups => {
  const { rows } = groupedRows({ groups, each: 40, columns: 2, apart: 10 }, groups)
  const { best, gaps } = gapStatistic(rows, {
    clusters: [1, 2, 3, 4, 5],
    random: seeded(1),
    references: 10,
    inertiaOf,
  })
  expect(best).toBe(groups)
  expect(gaps).toHaveLength(5)
})

function grouperOf(clusters: number) {
  return (rows: Matrix, random: Random) => {
    const fitted = fitKMeans(rows, { clusters, random, starts: 3 })
    return (others: Matrix): Int32Array => assignKMeans(fitted, others).labels
  }
}

test('groups far apart are stable; cutting one group into six is not', () => {
  const apart = groupedRows({ groups: 3, each: 60, columns: 2 }, 6)
  const stable = bootstrapStability(apart.rows, grouperOf(3), { random: seeded(2), rounds: 10 })
  expect(stable.adjustedRand).toBeGreaterThan(0.98)
  for (const overlap of stable.clusters) expect(overlap).toBeGreaterThan(0.98)
  const one = groupedRows({ groups: 1, each: 300, columns: 2 }, 7)
  const shaky = bootstrapStability(one.rows, grouperOf(6), { random: seeded(2), rounds: 10 })
  expect(shaky.adjustedRand).toBeLessThan(0.75)
  expect(shaky.error).toBeGreaterThan(0)
})

test('stability tells its steps and can be stopped', () => {
  const { rows } = groupedRows({ groups: 2, each: 20, columns: 2 }, 8)
  const told: number[] = []
  bootstrapStability(rows, grouperOf(2), { random: seeded(1), rounds: 4, progress: done => told.push(done) })
  expect(told).toEqual([1, 2, 3, 4])
  expect(
    codeOf(() => bootstrapStability(rows, grouperOf(2), { random: seeded(1), signal: { aborted: true } })),
  ).toBe('cancelled')
})
