import fc from 'fast-check'
import { expect, test } from 'vitest'
import { adjustedRand } from '../../evaluation/adjusted-rand.ts'
import { emptyMatrix, type Matrix, matrixOf } from '../../matrix/matrix.ts'
import { squaredDistance } from '../../matrix/squared-distance.ts'
import { seeded } from '../../numeric/random.ts'
import { KdTree } from '../kd-tree.ts'
import { assignHdbscan } from './assign-hdbscan.ts'
import { coreDistances } from './core-distances.ts'
import { fitHdbscan } from './fit-hdbscan.ts'
import { spanningTree } from './spanning-tree.ts'

/** The length of the shortest tree over all pairs (Prim), with mutual reachability by its definition. */
function shortestLength(rows: Matrix, cores: Float64Array): number {
  const away = (a: number, b: number): number =>
    Math.max(
      cores[a]!,
      cores[b]!,
      Math.sqrt(squaredDistance(rows.values, a * rows.columns, rows.values, b * rows.columns, rows.columns)),
    )
  const left = new Set(Array.from({ length: rows.rows - 1 }, (_, at) => at + 1))
  const best = Float64Array.from({ length: rows.rows }, (_, row) => away(0, row))
  let length = 0
  while (left.size > 0) {
    const next = [...left].reduce((a, b) => (best[b]! < best[a]! ? b : a))
    length += best[next]!
    left.delete(next)
    for (const row of left) best[row] = Math.min(best[row]!, away(next, row))
  }
  return length
}

const cell = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.double({ min: -5, max: 5, noNaN: true }))
const table = fc
  .integer({ min: 1, max: 3 })
  .chain(columns =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 2, maxLength: 80 }),
  )

test('the spanning tree is as short as the shortest over all pairs, and joins all rows', () => {
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 5 }), (lists, neighbours) => {
      fc.pre(lists.length >= neighbours)
      const rows = matrixOf(lists)
      const tree = new KdTree(rows)
      const cores = coreDistances(tree, neighbours)
      const edges = spanningTree(tree, cores, {})
      expect(edges).toHaveLength(rows.rows - 1)
      const length = edges.reduce((sum, { height }) => sum + height, 0)
      expect(length).toBeCloseTo(shortestLength(rows, cores), 9)
    }),
    { numRuns: 200 },
  )
})

/** Round clouds of rows, each with its own middle, deviation and number. */
function clouds(parts: readonly (readonly [number, number, number, number])[], seed: number): Matrix {
  const random = seeded(seed)
  return matrixOf(
    parts.flatMap(([x, y, deviation, count]) =>
      Array.from({ length: count }, () => [x + deviation * random.normal(), y + deviation * random.normal()]),
    ),
  )
}

test('a dense and a thin group are both found, which no single reach could do', () => {
  const rows = clouds(
    [
      [0, 0, 0.05, 100],
      [1, 0, 0.05, 100],
      [20, 0, 2, 100],
    ],
    1,
  )
  const { labels, clusters, strengths } = fitHdbscan(rows, { smallest: 20, neighbours: 5 })
  expect(clusters).toBe(3)
  const found = labels
    .map((label, row) => [label, Math.floor(row / 100)] as const)
    .filter(([label]) => label !== -1)
  expect(found.length).toBeGreaterThan(270)
  expect(
    adjustedRand(
      found.map(([label]) => label),
      found.map(([, truth]) => truth),
    ),
  ).toBe(1)
  for (const strength of strengths) expect(strength >= 0 && strength <= 1).toBe(true)
})

test('rows far from all groups are outliers, in the fit and when assigned', () => {
  const groups = clouds(
    [
      [0, 0, 1, 60],
      [30, 0, 1, 60],
    ],
    2,
  )
  const far = [
    [15, 40],
    [-60, 3],
    [15, -70],
  ]
  const rows = matrixOf([
    ...Array.from({ length: 120 }, (_, row) => [groups.values[2 * row]!, groups.values[2 * row + 1]!]),
    ...far,
  ])
  const fitted = fitHdbscan(rows, { smallest: 10 })
  expect(fitted.labels.slice(120)).toEqual([-1, -1, -1])
  expect(
    Array.from(
      assignHdbscan(
        fitted,
        matrixOf([
          [0, 0.2],
          [30, 0.2],
          [15, 20],
          [500, 500],
        ]),
      ),
    ),
  ).toEqual([fitted.labels[0], fitted.labels[60], -1, -1])
})

test('rows of the fit are assigned as they were labelled', () => {
  const rows = clouds(
    [
      [0, 0, 1, 50],
      [6, 0, 1, 50],
      [3, 5, 2, 50],
    ],
    3,
  )
  const fitted = fitHdbscan(rows, { smallest: 8, neighbours: 4 })
  expect(Array.from(assignHdbscan(fitted, rows))).toEqual(fitted.labels)
})

test('without groups there are only outliers, also where all rows are equal', () => {
  expect(fitHdbscan(emptyMatrix(30, 2), { smallest: 5 })).toMatchObject({ clusters: 0, sizes: [] })
  expect(new Set(fitHdbscan(clouds([[0, 0, 1, 12]], 4), { smallest: 10 }).labels)).toEqual(new Set([-1]))
})

test('fewer rows than a cluster needs are refused with both numbers', () => {
  expect(() => fitHdbscan(emptyMatrix(4, 2), { smallest: 5 })).toThrow(
    'HDBSCAN needs at least 5 rows, and there are 4.',
  )
})
