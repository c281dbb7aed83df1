import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Table } from '../matrix/table.ts'
import { classifierSuite } from '../testing/classifier-suite.ts'
import { assignTree } from './assign-tree.ts'
import { fitTree } from './fit-tree.ts'
import { impurity } from './fitted-tree.ts'

classifierSuite({
  name: 'classification tree',
  fit: (table, labels, options) => fitTree(table, labels, options),
  assign: (fitted, table) => assignTree(fitted, table).labels,
})

const numbers = (values: readonly number[]): Table => ({
  columns: [{ name: 'x', kind: 'number', values: Float64Array.from(values) }],
})
const words = (values: readonly (string | null)[]): Table => ({
  columns: [{ name: 'x', kind: 'category', values }],
})

test('missing numbers go to the side they are more like, or are asked for by themselves', () => {
  const like = numbers([1, 2, Number.NaN, 8, 9])
  expect(fitTree(like, [0, 0, 0, 1, 1]).nodes[0]!.branch!.split).toMatchObject({
    threshold: 5,
    missing: 'left',
  })
  expect(fitTree(like, [0, 0, 1, 1, 1]).nodes[0]!.branch!.split).toMatchObject({
    threshold: 5,
    missing: 'right',
  })
  expect(fitTree(like, [0, 0, 1, 0, 0]).nodes[0]!.branch!.split).toEqual({ kind: 'missing', column: 'x' })
})

test('where nothing was missing, missing numbers of later go right', () => {
  const fitted = fitTree(numbers([1, 2, 8, 9]), [0, 0, 1, 1])
  expect(Array.from(assignTree(fitted, numbers([Number.NaN, 5, 5.1])).labels)).toEqual([1, 0, 1])
})

test('words are asked for one by one or several together, missing ones too; new ones go right', () => {
  const table = words(['a', 'b', 'c', 'd', null, 'a', 'c', null])
  const fitted = fitTree(table, [0, 1, 0, 1, 0, 0, 0, 0])
  expect(fitted.nodes[0]!.branch!.split).toEqual({ kind: 'levels', column: 'x', levels: ['b', 'd'] })
  expect(Array.from(assignTree(fitted, words(['b', 'new', null])).labels)).toEqual([1, 0, 0])
})

test('values a hair apart are parted by a threshold that is one of them', () => {
  const [low, high] = [1, 1 + Number.EPSILON]
  const fitted = fitTree(numbers([low, high]), [0, 1])
  expect(Array.from(assignTree(fitted, numbers([low, high])).labels)).toEqual([0, 1])
})

const row = fc.record({
  x: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant(Number.NaN)),
  y: fc.constantFrom('a', 'b', 'c', null),
  label: fc.integer({ min: 0, max: 2 }),
  weight: fc.integer({ min: 0, max: 3 }),
})

/** Every question there is to such rows, as the rows that go left. */
function questions(rows: readonly { x: number; y: string | null }[]): boolean[][] {
  const cuts = [0, 1, 2, 3, 4, 5].flatMap(cut => [
    rows.map(({ x }) => x <= cut),
    rows.map(({ x }) => x <= cut || Number.isNaN(x)),
  ])
  const each = ['a', 'b', 'c', null].map(level => rows.map(({ y }) => y === level))
  return [...cuts, rows.map(({ x }) => Number.isNaN(x)), ...each]
}

test('the first question is as good as the best of all, and no leaf is lighter than asked for', () => {
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 2, maxLength: 25 }),
      fc.integer({ min: 1, max: 4 }),
      (rows, leaf) => {
        if (rows.every(({ weight }) => weight === 0)) return
        const weights = Float64Array.from(rows, ({ weight }) => weight)
        const table: Table = {
          columns: [
            { name: 'x', kind: 'number', values: Float64Array.from(rows, ({ x }) => x) },
            { name: 'y', kind: 'category', values: rows.map(({ y }) => y) },
          ],
        }
        const side = (isIn: (at: number) => boolean): number[] => {
          const sums = [0, 0, 0]
          rows.forEach(({ label, weight }, at) => {
            if (isIn(at)) sums[label]! += weight
          })
          return sums
        }
        const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0)
        const possible = questions(rows)
          .map(left => [side(at => left[at]!), side(at => !left[at])] as const)
          .filter(([a, b]) => sum(a) >= leaf && sum(b) >= leaf)
        const least = Math.min(...possible.map(([a, b]) => impurity(a) + impurity(b)))
        const { nodes } = fitTree(
          table,
          rows.map(({ label }) => label),
          { weights, leaf },
        )
        const { branch, weights: all } = nodes[0]!
        if (branch === undefined) expect(possible.length === 0 || least >= impurity(all) - 1e-9).toBe(true)
        else {
          const found = impurity(nodes[branch.left]!.weights) + impurity(nodes[branch.right]!.weights)
          expect(found).toBeLessThanOrEqual(least + 1e-9)
        }
        for (const node of nodes) if (nodes.length > 1) expect(sum(node.weights)).toBeGreaterThanOrEqual(leaf)
      },
    ),
    { numRuns: 300 },
  )
})

test('options without sense are refused by name', () => {
  const table = numbers([1, 2])
  expect(() => fitTree(table, [0, 1], { depth: 1.5 })).toThrow("'depth' is 1.5")
  expect(() => fitTree(table, [0, 1], { leaf: -1 })).toThrow("'leaf' is -1")
  expect(() => fitTree(table, [0, 1], { cost: Number.NaN })).toThrow("'cost' is NaN")
})
