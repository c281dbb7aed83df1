import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LearningErrorCode } from '../errors.ts'
import { selectTable } from '../matrix/select-table.ts'
import type { Column, Table } from '../matrix/table.ts'
import { seeded } from '../numeric/random.ts'
import { classifierSuite } from '../testing/classifier-suite.ts'
import { codeOf } from '../testing/estimator-suite.ts'
import { fitTree } from '../trees/fit-tree.ts'
import { fitForest } from './fit-forest.ts'
import type { ForestOptions } from './forest-options.ts'
import { predictForest } from './predict-forest.ts'

// Rows are drawn by their order: what does not depend on it, and that weights are rows, holds where none are drawn.
classifierSuite({
  name: 'forest of one tree of all rows',
  fit: (table, labels, options) =>
    fitForest(table, labels, {
      ...{ random: seeded(1), task: 'classes', trees: 1, tries: table.columns.length || 1, bootstrap: false },
      ...options,
    }),
  assign: (fitted, table) => mostLikely(predictForest(fitted, table), fitted.outputs),
})

function mostLikely(chances: Float64Array, classes: number): number[] {
  return Array.from({ length: chances.length / classes }, (_, row) => {
    const own = Array.from(chances.subarray(row * classes, (row + 1) * classes))
    return own.indexOf(Math.max(...own))
  })
}

const numbers = (name: string, values: ArrayLike<number>): Column => ({
  name,
  kind: 'number',
  values: Float64Array.from(values),
})
const words = (name: string, values: readonly (string | null)[]): Column => ({
  name,
  kind: 'category',
  values,
})

function shop(rows: number, seed: number) {
  const random = seeded(seed)
  const age = Array.from({ length: rows }, () => (random.uniform() < 0.2 ? Number.NaN : random.below(60)))
  const income = Array.from({ length: rows }, () => random.normal())
  const city = Array.from({ length: rows }, () => ['Brno', 'Praha', 'Plzen', null][random.below(4)]!)
  const amount = age.map((each, row) => {
    const ofAge = Number.isNaN(each) ? 2 : each > 30 ? 1 : -1
    return 3 * ofAge + 2 * income[row]! + (city[row] === 'Praha' || city[row] === null ? 3 : 0)
  })
  const happened = amount.map(each => Number(random.uniform() < 1 / (1 + Math.exp(2 - each))))
  const kinds = amount.map(each => (each < 0 ? 0 : each < 4 ? 1 : 2))
  const table: Table = { columns: [numbers('age', age), numbers('income', income), words('city', city)] }
  return { table, happened, amount, kinds }
}

const all = { random: seeded(1), trees: 1, bootstrap: false, tries: 2 } as const

describe('one tree of all rows and columns', () => {
  const row = fc.record({
    x: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant(Number.NaN)),
    y: fc.integer({ min: 0, max: 3 }),
    label: fc.integer({ min: 0, max: 2 }),
    weight: fc.integer({ min: 0, max: 3 }),
  })

  test('is as pure as the tree of CART, for several classes, with weights and missing numbers', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 25 }), rows => {
        if (rows.every(({ weight }) => weight === 0)) return
        const weights = Float64Array.from(rows, ({ weight }) => weight)
        const labels = rows.map(({ label }) => label)
        const table = {
          columns: [
            numbers(
              'x',
              rows.map(({ x }) => x),
            ),
            numbers(
              'y',
              rows.map(({ y }) => y),
            ),
          ],
        }
        const plain = fitTree(table, labels, { weights, depth: 1, leaf: 1 })
        const fitted = fitForest(table, labels, { ...all, task: 'classes', weights, depth: 1, leaf: 1 })
        const purity = (squares: number, total: number): number => (total > 0 ? squares / total : 0)
        const ofTree = plain.nodes
          .filter(({ branch }) => branch === undefined)
          .reduce((sum, leaf) => {
            const total = leaf.weights.reduce((a, b) => a + b, 0)
            return (
              sum +
              purity(
                leaf.weights.reduce((a, b) => a + b * b, 0),
                total,
              )
            )
          }, 0)
        const [tree] = fitted.trees
        let ofForest = 0
        tree!.asks.forEach((asked, node) => {
          if (asked >= 0) return
          const leaf = tree!.rights[node]!
          const own = tree!.values.slice(leaf * fitted.outputs, (leaf + 1) * fitted.outputs)
          ofForest += tree!.weights[node]! * own.reduce((a, b) => a + b * b, 0)
        })
        expect(ofForest).toBeCloseTo(ofTree, 9)
      }),
      { numRuns: 200 },
    )
  })

  test('grown to the end it knows every row: numbers, classes, words and gaps', () => {
    const { table, amount, kinds, happened } = shop(200, 1)
    const given = predictForest(fitForest(table, amount, { ...all, tries: 3, task: 'number' }), table)
    given.forEach((each, row) => {
      expect(each).toBeCloseTo(amount[row]!, 10)
    })
    const several = fitForest(table, kinds, { ...all, tries: 3, task: 'classes' })
    expect(mostLikely(predictForest(several, table), 3)).toEqual(kinds)
    expect(Array.from(predictForest(fitForest(table, happened, { ...all, tries: 3 }), table))).toEqual(
      happened,
    )
  })

  test('a threshold is the end of a bin nearest to the middle between the rows of its node', () => {
    const table = { columns: [numbers('x', [1, 2, 10, 11, 3]), numbers('y', [0, 0, 0, 0, 9])] }
    const { trees } = fitForest(table, [0, 0, 5, 5, 90], { ...all, task: 'number' })
    // First the row with y = 9 is set apart; then 2 and 10 are, and bins end at 2.5 and 6.5.
    expect(trees[0]!.thresholds[0]).toBe(4.5)
    expect(trees[0]!.thresholds[1]).toBe(6.5)
  })

  test('a threshold of numbers far from 0 is the same as near it', () => {
    const near = fitForest({ columns: [numbers('x', [1, 2, 8, 9])] }, [1, 1, 5, 5], {
      ...all,
      tries: 1,
      task: 'number',
    })
    const far = fitForest({ columns: [numbers('x', [1, 2, 8, 9])] }, [1e9 + 1, 1e9 + 1, 1e9 + 5, 1e9 + 5], {
      ...all,
      tries: 1,
      task: 'number',
    })
    expect(near.trees[0]!.thresholds[0]).toBe(5)
    expect(far.trees[0]!.thresholds).toEqual(near.trees[0]!.thresholds)
    expect(far.trees[0]!.values).toEqual([1e9 + 1, 1e9 + 5])
  })
})

describe('a forest', () => {
  const { table, happened, amount, kinds } = shop(1500, 3)
  const small = { trees: 30, leaf: 3 }
  const fit = (options: Partial<ForestOptions> = {}, target: ArrayLike<number> = happened) =>
    fitForest(table, target, { random: seeded(2), ...small, ...options })

  test('foretells rows that it has not seen: numbers, and which of several', () => {
    const fresh = shop(1000, 4)
    const predicted = predictForest(fit({ task: 'number', trees: 100, tries: 2 }, amount), fresh.table)
    const mean = fresh.amount.reduce((sum, each) => sum + each, 0) / 1000
    const off = fresh.amount.reduce((sum, each, row) => sum + (each - predicted[row]!) ** 2, 0)
    const variance = fresh.amount.reduce((sum, each) => sum + (each - mean) ** 2, 0)
    expect(1 - off / variance).toBeGreaterThan(0.95)
    const several = fit({ task: 'classes', trees: 100, tries: 2 }, kinds)
    const chances = predictForest(several, fresh.table)
    const right = mostLikely(chances, 3).filter((label, row) => label === fresh.kinds[row]).length
    expect(right).toBeGreaterThan(900)
    for (let row = 0; row < 1000; row += 1)
      expect(chances[3 * row]! + chances[3 * row + 1]! + chances[3 * row + 2]!).toBeCloseTo(1, 12)
    // Out of bag tells as much as new rows do.
    expect(Math.abs(several.outOfBag!.score - right / 1000)).toBeLessThan(0.04)
  })

  test('is the same for any number of threads, and survives JSON', () => {
    const alone = fit()
    expect(fit({ threads: 3 })).toEqual(alone)
    expect(fit({ threads: 2, outOfBag: 'none' }).trees).toEqual(alone.trees)
    expect(Object.isFrozen(alone) && Object.isFrozen(alone.trees[0]!.values)).toBe(true)
    const revived: typeof alone = JSON.parse(JSON.stringify(alone))
    expect(revived).toEqual(alone)
    expect(predictForest(revived, table)).toEqual(predictForest(alone, table))
    expect(fit({ random: seeded(3) })).not.toEqual(alone)
  })

  test('rows without weight are no rows, and leaves are as heavy as was asked for', () => {
    const weights = Float64Array.from(happened, (_, row) => (row < 700 ? 1 : 0))
    const half = selectTable(table, [...new Array(700).keys()])
    const options = { random: seeded(5), trees: 10, leaf: 12 }
    const weighted = fitForest(table, happened, { ...options, weights })
    const plain = fitForest(half, happened.slice(0, 700), { ...options, random: seeded(5) })
    expect(weighted.trees).toEqual(plain.trees)
    for (const tree of plain.trees)
      tree.asks.forEach((asked, node) => {
        if (asked < 0) expect(tree.weights[node]!).toBeGreaterThanOrEqual(12)
      })
  })

  test('rows are foretold by the trees that do not know them', () => {
    const { outOfBag, trees } = fit({ outOfBag: 'predictions', trees: 60 })
    const { predictions = [], score, rows } = outOfBag!
    expect(rows).toBe(predictions.filter(each => each !== null).length)
    const right = predictions.filter(
      (each, row) => each !== null && Number(each > 0.5) === happened[row],
    ).length
    expect(score).toBeCloseTo(right / rows, 12)
    // By some third of the trees: what these say is not what all say.
    expect(predictions).not.toEqual(Array.from(predictForest(fit({ trees: 60 }), table)))
    expect(trees).toHaveLength(60)
    expect(fit({ bootstrap: false })).not.toHaveProperty('outOfBag')
  })

  test('every tree draws as many rows as there are, and every question some of the columns', () => {
    const { trees, columns } = fit({ tries: 1 })
    for (const { weights } of trees) expect(weights[0]).toBe(1500)
    const first = new Set(trees.map(({ asks }) => asks[0]))
    expect(first.size).toBe(columns.length)
  })

  test('progress is told, and it stops when asked to', () => {
    const told: (readonly [number, number])[] = []
    fit({ progress: (done, of) => told.push([done, of]) })
    expect(told.at(-1)).toEqual([30, 30])
    told.forEach(([done], at) => {
      expect(done).toBeGreaterThan(told[at - 1]?.[0] ?? 0)
    })
    expect(codeOf(() => fit({ signal: AbortSignal.abort() }))).toBe('cancelled')
  })

  test('what cannot be learned from is refused by name', () => {
    const refused: readonly [() => unknown, LearningErrorCode][] = [
      [() => fitForest({ columns: [] }, [], { random: seeded(1) }), 'no_columns'],
      [() => fitForest({ columns: [numbers('x', [3, 3])] }, [0, 1], { random: seeded(1) }), 'nothing_left'],
      [() => fit({}, happened.slice(1)), 'wrong_length'],
      [() => fit({}, amount), 'bad_target'],
      [
        () =>
          fit(
            {},
            happened.map(() => 0),
          ),
        'one_class',
      ],
      [() => fit({ task: 'classes' }, amount), 'bad_label'],
      [() => fit({ task: 'number', classWeights: 'balanced' }, amount), 'bad_option'],
      [() => fit({ weights: new Float64Array(1500) }), 'bad_weight'],
      [() => fit({ trees: 0 }), 'bad_option'],
      [() => fit({ tries: 4 }), 'bad_option'],
      [() => fit({ leaf: -1 }), 'bad_option'],
      [() => predictForest(fit(), { columns: table.columns.slice(1) }), 'column_missing'],
    ]
    for (const [run, code] of refused) expect(codeOf(run)).toBe(code)
  })
})
