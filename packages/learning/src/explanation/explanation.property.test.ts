import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitBoosting } from '../boosting/fit-boosting.ts'
import { boostingMargins } from '../boosting/predict-boosting.ts'
import { fitForest } from '../forest/fit-forest.ts'
import { predictForest } from '../forest/predict-forest.ts'
import type { Table } from '../matrix/table.ts'
import { seeded } from '../numeric/random.ts'
import { readRows } from '../trees/read-rows.ts'
import { TreeWalk } from '../trees/tree-walk.ts'
import type { ValueTree } from '../trees/value-tree.ts'
import { explainBoosting, explainForest } from './explain-trees.ts'

const row = fc.record({
  a: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(Number.NaN)),
  b: fc.integer({ min: 0, max: 4 }),
  c: fc.constantFrom('x', 'y', 'z', null),
  d: fc.double({ min: -1, max: 1, noNaN: true }),
  target: fc.integer({ min: 0, max: 5 }),
})
const rows = fc.array(row, { minLength: 8, maxLength: 40 })
type Row = typeof row extends fc.Arbitrary<infer R> ? R : never

function tableOf(list: readonly Row[]): Table {
  const numbers = (name: 'a' | 'b' | 'd') => ({
    name,
    kind: 'number' as const,
    values: Float64Array.from(list, each => each[name]),
  })
  const words = { name: 'c', kind: 'category' as const, values: list.map(({ c }) => c) }
  return { columns: [numbers('a'), numbers('b'), words, numbers('d')] }
}

const differs = (list: readonly Row[]): boolean => new Set(list.map(({ b }) => b)).size > 1

/** What a tree says of a row of which only some columns are known: others are shared out by weight. */
function expected(tree: ValueTree, walk: TreeWalk, of: number, known: ReadonlySet<number>, node = 0): number {
  const asked = tree.asks[node]!
  const right = tree.rights[node]!
  if (asked < 0) return tree.values[right]!
  if (known.has(asked)) return expected(tree, walk, of, known, walk.goesLeft(node, of) ? node + 1 : right)
  const [left, other] = [tree.weights[node + 1]!, tree.weights[right]!]
  const share = left / (left + other)
  return (
    share * expected(tree, walk, of, known, node + 1) + (1 - share) * expected(tree, walk, of, known, right)
  )
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))

/** The definition: over all sets without a column, what it adds, weighted by the orders in which that happens. */
function shapley(trees: readonly ValueTree[], table: Table, of: number): number[] {
  const count = table.columns.length
  const read = readRows(trees, table.columns)
  const walks = trees.map(tree => new TreeWalk(tree, read))
  const worth = (known: ReadonlySet<number>): number =>
    trees.reduce((sum, tree, at) => sum + expected(tree, walks[at]!, of, known), 0)
  return Array.from({ length: count }, (_, column) => {
    let sum = 0
    for (let set = 0; set < 2 ** count; set += 1) {
      if ((set >> column) & 1) continue
      const known = new Set(Array.from({ length: count }, (_, at) => at).filter(at => (set >> at) & 1))
      const orders = (factorial(known.size) * factorial(count - known.size - 1)) / factorial(count)
      sum += orders * (worth(new Set([...known, column])) - worth(known))
    }
    return sum
  })
}

test('contributions of boosting are Shapley values, and with the base add up to what is foretold', () => {
  fc.assert(
    fc.property(rows, rows, (list, fresh) => {
      fc.pre(differs(list))
      const options = { random: seeded(1), task: 'number', rounds: 4, leaves: 8, least: 1 } as const
      const target = list.map(each => each.target)
      const fitted = fitBoosting(tableOf(list), target, options)
      const table = tableOf(fresh)
      const { base, values, columns } = explainBoosting(fitted, table)
      expect(columns).toEqual(['a', 'b', 'c', 'd'])
      boostingMargins(fitted, table).forEach((margin, of) => {
        const own = values.subarray(4 * of, 4 * of + 4)
        expect(base + own.reduce((sum, each) => sum + each, 0)).toBeCloseTo(margin, 9)
        if (of < 2)
          shapley(fitted.trees, table, of).forEach((value, column) => {
            expect(own[column]).toBeCloseTo(value, 9)
          })
      })
    }),
    { numRuns: 60 },
  )
})

test('so are those of a forest, of numbers and of each of several classes', () => {
  fc.assert(
    fc.property(rows, list => {
      fc.pre(differs(list))
      const table = tableOf(list)
      const target = list.map(each => each.target)
      const options = { random: seeded(2), trees: 3 }
      const numbers = fitForest(table, target, { ...options, task: 'number' })
      const { base, values } = explainForest(numbers, table)
      const foretold = predictForest(numbers, table)
      const exact = shapley(numbers.trees, table, 0)
      exact.forEach((value, column) => {
        expect(values[column]).toBeCloseTo(value / 3, 9)
      })
      foretold.forEach((each, of) => {
        const sum = values.subarray(4 * of, 4 * of + 4).reduce((a, b) => a + b, base)
        expect(sum).toBeCloseTo(each, 9)
      })
      const kinds = target.map(each => each % 3)
      const classes = fitForest(table, kinds, { ...options, task: 'classes' })
      const chances = predictForest(classes, table)
      for (let label = 0; label < classes.outputs; label += 1) {
        const own = explainForest(classes, table, label)
        const sum = own.values.subarray(0, 4).reduce((a, b) => a + b, own.base)
        expect(sum).toBeCloseTo(chances[label]!, 9)
      }
    }),
    { numRuns: 40 },
  )
})
