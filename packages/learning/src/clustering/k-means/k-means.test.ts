import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyMatrix, type Matrix, matrixOf } from '../../matrix/matrix.ts'
import { nearestCentres } from '../../matrix/nearest-centres.ts'
import { squaredDistance } from '../../matrix/squared-distance.ts'
import { seeded } from '../../numeric/random.ts'
import { codeOf } from '../../testing/estimator-suite.ts'
import { groupedRows } from '../../testing/grouped-rows.ts'
import { BoundedAssignment } from './bounded-assignment.ts'
import { chooseCentres } from './choose-centres.ts'
import { fitKMeans } from './fit-k-means.ts'
import { fitMiniBatchKMeans } from './fit-mini-batch-k-means.ts'

/** Differences are 0 or have a square that is not. */
const coordinate = fc.integer({ min: -100_000, max: 100_000 }).map(value => value / 1000)
const point = fc.array(coordinate, { minLength: 2, maxLength: 2 })
const points = fc.array(point, { minLength: 3, maxLength: 60 })

test('what is passed over by bounds would have been the same centre, however centres move', () => {
  fc.assert(
    fc.property(
      points,
      fc.array(fc.array(point, { minLength: 4, maxLength: 4 }), { minLength: 2, maxLength: 6 }),
      (rows, moves) => {
        const matrix = matrixOf(rows)
        const assignment = new BoundedAssignment(matrix, new Float64Array(rows.length).fill(1))
        assignment.restart(4)
        for (const centres of moves.map(matrixOf)) {
          assignment.assign(centres)
          const { distances } = nearestCentres(matrix, centres)
          assignment.labels.forEach((label, row) => {
            const away = squaredDistance(matrix.values, row * 2, centres.values, label * 2, 2)
            expect(away).toBeLessThanOrEqual(distances[row]! * (1 + 1e-9) + 1e-9)
          })
        }
      },
    ),
  )
})

test('a fit is a fixed point: every row at its nearest centre, every centre the mean of its rows', () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 1, max: 4 }), (rows, clusters) => {
      const matrix = matrixOf(rows)
      const distinct = new Set(rows.map(row => row.map(value => value + 0).join())).size
      fc.pre(distinct >= clusters)
      const fitted = fitKMeans(matrix, { clusters, random: seeded(1), starts: 2, tolerance: 0 })
      const { labels, distances } = nearestCentres(matrix, matrixOf(fitted.centres))
      const inertia = distances.reduce((sum, away) => sum + away, 0)
      expect(inertia).toBeCloseTo(fitted.inertia, 6)
      expect(fitted.sizes.reduce((sum, size) => sum + size, 0)).toBe(rows.length)
      expect(labels.length).toBe(rows.length)
      const means = meansOf(matrix, labels, clusters)
      fitted.centres.forEach((centre, cluster) => {
        if (fitted.sizes[cluster]! > 0)
          centre.forEach((value, column) => {
            expect(value).toBeCloseTo(means[cluster]![column]!, 6)
          })
      })
    }),
    { numRuns: 60 },
  )
})

function meansOf({ columns, values }: Matrix, labels: Int32Array, clusters: number): number[][] {
  return Array.from({ length: clusters }, (_, cluster) => {
    const members = Array.from(labels.keys()).filter(row => labels[row] === cluster)
    return Array.from({ length: columns }, (__, column) =>
      members.reduce((sum, row) => sum + values[row * columns + column]! / members.length, 0),
    )
  })
}

test('more clusters than distinct rows are refused with both numbers', () => {
  const rows = matrixOf([[1], [1], [2], [2], [2]])
  const fit = (): unknown => fitKMeans(rows, { clusters: 3, random: seeded(1) })
  expect(fit).toThrow('3 clusters were asked for, and only 2 rows differ from each other.')
  expect(fitKMeans(rows, { clusters: 2, random: seeded(1) }).inertia).toBe(0)
})

test('a cluster that loses all its rows gets the row farthest from its centre', () => {
  const rows = matrixOf([[0], [1], [10], [11], [30]])
  const centres = matrixOf([[0], [11], [1000]])
  const fitted = fitKMeans(rows, { clusters: 3, random: seeded(1), centres })
  expect(fitted.centres.map(([centre]) => centre).sort((a, b) => a! - b!)).toEqual([0.5, 10.5, 30])
})

test('options that make no sense, and centres that do not fit, are refused by name', () => {
  const rows = matrixOf([[0], [1], [2]])
  const random = seeded(1)
  expect(() => fitKMeans(rows, { clusters: 0, random })).toThrow("The option 'clusters' is 0.")
  expect(() => fitKMeans(rows, { clusters: 1.5, random })).toThrow('a whole number of at least 1')
  expect(() => fitKMeans(rows, { clusters: 2, random, tolerance: Number.NaN })).toThrow("'tolerance' is NaN")
  expect(codeOf(() => fitKMeans(rows, { clusters: 2, random, centres: matrixOf([[1]]) }))).toBe('bad_option')
  expect(codeOf(() => fitKMeans(rows, { clusters: 1, random, centres: matrixOf([[1, 2]]) }))).toBe(
    'other_columns',
  )
})

test('centres of many rows are chosen among a sample, and still lie in different groups', () => {
  const { rows } = groupedRows({ groups: 9, each: 7000, columns: 2, apart: 40 }, 5)
  const chosen = chooseCentres(rows, new Float64Array(rows.rows).fill(1), 9, seeded(2))
  const groups = new Set(
    Array.from(
      { length: 9 },
      (_, at) => Math.round(chosen.values[2 * at]! / 40) * 10 + Math.round(chosen.values[2 * at + 1]! / 40),
    ),
  )
  expect(groups.size).toBe(9)
})

test('a few rows that differ among 60,000 equal ones are found as starts', () => {
  const rows = emptyMatrix(60_000, 1)
  rows.values[17] = 5
  rows.values[59_999] = -5
  expect(fitKMeans(rows, { clusters: 3, random: seeded(3), starts: 1 }).sizes).toEqual([59_998, 1, 1])
})

test('mini-batches come within 3 % of the inertia of k-means', () => {
  const { rows } = groupedRows({ groups: 4, each: 2500, columns: 4, apart: 6 }, 8)
  const exact = fitKMeans(rows, { clusters: 4, random: seeded(1), starts: 3 })
  const batches = fitMiniBatchKMeans(rows, { clusters: 4, random: seeded(1), batch: 512 })
  expect(batches.inertia / exact.inertia).toBeLessThan(1.03)
  expect(batches.converged).toBe(true)
})
