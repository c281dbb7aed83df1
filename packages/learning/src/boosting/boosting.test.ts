import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LearningErrorCode } from '../errors.ts'
import type { Column, Table } from '../matrix/table.ts'
import { seeded } from '../numeric/random.ts'
import { codeOf } from '../testing/estimator-suite.ts'
import { shuffled } from '../testing/grouped-rows.ts'
import { nodesOf } from '../trees/value-tree.ts'
import type { BoostingOptions } from './boosting-options.ts'
import { fitBoosting } from './fit-boosting.ts'
import { boostingMargins, predictBoosting } from './predict-boosting.ts'

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

interface Shop {
  readonly table: Table
  readonly happened: number[]
  readonly amount: number[]
}

/** Customers of whom something is foretold by age (missing for some, which says a lot), income and city. */
function shop(rows: number, seed: number): Shop {
  const random = seeded(seed)
  const age = Array.from({ length: rows }, () => (random.uniform() < 0.2 ? Number.NaN : random.below(60)))
  const income = Array.from({ length: rows }, () => random.normal())
  const city = Array.from({ length: rows }, () => ['Brno', 'Praha', 'Plzen', null][random.below(4)]!)
  const amount = age.map((each, row) => {
    const ofAge = Number.isNaN(each) ? 2 : each > 30 ? 1 : -1
    return 3 * ofAge + 2 * income[row]! + (city[row] === 'Praha' || city[row] === null ? 3 : 0)
  })
  const happened = amount.map(each => Number(random.uniform() < 1 / (1 + Math.exp(2 - each))))
  const columns = [numbers('age', age), numbers('income', income), words('city', city)]
  return { table: { columns }, happened, amount }
}

/** Derivatives are rounded to 24 bits. */
const rounded = (values: Float64Array): number[] => Array.from(values, each => Math.round(each * 1e5) / 1e5)
const small = { random: seeded(1), rounds: 20, leaves: 8 }

function pick({ columns }: Table, rows: ArrayLike<number>): Table {
  return {
    columns: columns.map(column =>
      column.kind === 'number'
        ? { ...column, values: Float64Array.from(rows, row => column.values[row]!) }
        : { ...column, values: Array.from(rows, row => column.values[row]!) },
    ),
  }
}

describe('what was fitted', () => {
  const { table, happened, amount } = shop(400, 1)

  test('is frozen, survives JSON, and leaves the table as it was', () => {
    const copy = structuredClone(table)
    const fitted = fitBoosting(table, happened, small)
    expect(table).toEqual(copy)
    expect(Object.isFrozen(fitted) && Object.isFrozen(fitted.trees[0]!.values)).toBe(true)
    const revived: typeof fitted = JSON.parse(JSON.stringify(fitted))
    expect(revived).toEqual(fitted)
    expect(predictBoosting(revived, table)).toEqual(predictBoosting(fitted, table))
    expect(fitted).toMatchObject({ kind: 'boosting', version: 1, task: 'binary' })
  })

  test('is the same for any number of threads, bit for bit', () => {
    const large = shop(20_000, 2)
    const fit = (threads: number, more: Partial<BoostingOptions> = {}): unknown =>
      fitBoosting(large.table, large.happened, { ...small, random: seeded(4), threads, ...more })
    expect(fit(3)).toEqual(fit(1))
    const drawn = { rowShare: 0.5, columnShare: 0.7, stopping: { share: 0.1, patience: 3 } }
    expect(fit(2, drawn)).toEqual(fit(1, drawn))
  })

  test('does not depend on the order of rows', () => {
    const order = shuffled(400, seeded(3))
    const other = fitBoosting(
      pick(table, order),
      Array.from(order, row => happened[row]!),
      { ...small, random: seeded(1) },
    )
    expect(other.trees).toEqual(fitBoosting(table, happened, { ...small, random: seeded(1) }).trees)
  })

  test.each(['binary', 'number'] as const)('a weight is so many rows, and none is no row: %s', task => {
    const target = task === 'binary' ? happened : amount
    const weights = Float64Array.from(target, (_, row) => row % 4)
    const rows = target.flatMap((_, row) => new Array<number>(row % 4).fill(row))
    const weighted = fitBoosting(table, target, { ...small, task, weights })
    const plain = fitBoosting(
      pick(table, rows),
      rows.map(row => target[row]!),
      { ...small, task },
    )
    const [a, b] = [boostingMargins(weighted, table), boostingMargins(plain, table)]
    a.forEach((margin, row) => {
      expect(margin).toBeCloseTo(b[row]!, 4)
    })
  })

  test('class weights are weights of rows', () => {
    const given = fitBoosting(table, happened, { ...small, classWeights: [1, 3] })
    const weights = Float64Array.from(happened, each => (each === 1 ? 3 : 1))
    expect(given).toEqual(fitBoosting(table, happened, { ...small, weights }))
  })

  test('a column that is always the same, or always missing, is never asked', () => {
    const same = numbers('same', new Float64Array(400).fill(5))
    const missing = numbers('missing', new Float64Array(400).fill(Number.NaN))
    const wider = fitBoosting({ columns: [...table.columns, same, missing] }, happened, small)
    expect(wider.trees).toEqual(fitBoosting(table, happened, small).trees)
  })
})

describe('known functions are found', () => {
  test('steps, slopes and words together', () => {
    const { table, amount } = shop(3000, 5)
    const fitted = fitBoosting(table, amount, { random: seeded(1), task: 'number', rounds: 200 })
    const fresh = shop(1000, 6)
    const off = predictBoosting(fitted, fresh.table).map((each, row) => (each - fresh.amount[row]!) ** 2)
    const mean = fresh.amount.reduce((sum, each) => sum + each, 0) / 1000
    const all = fresh.amount.reduce((sum, each) => sum + (each - mean) ** 2, 0)
    expect(1 - off.reduce((sum, each) => sum + each, 0) / all).toBeGreaterThan(0.99)
  })

  test('one tree without a rate says the means of its leaves', () => {
    const table = { columns: [numbers('x', [1, 2, Number.NaN, 8, 9])] }
    const options = { ...small, task: 'number', rounds: 1, rate: 1, l2: 0 } as const
    const predicted = (target: number[]): number[] =>
      rounded(predictBoosting(fitBoosting(table, target, { ...options, leaves: 2 }), table))
    expect(predicted([1, 1, 1, 5, 5])).toEqual([1, 1, 1, 5, 5])
    expect(predicted([1, 1, 5, 5, 5])).toEqual([1, 1, 5, 5, 5])
    expect(predicted([2, 2, 7, 2, 2])).toEqual([2, 2, 7, 2, 2])
  })

  test('a missing number that says something is asked for by itself', () => {
    const table = { columns: [numbers('x', [1, 2, Number.NaN, 8, 9])] }
    const options = { ...small, task: 'number', rounds: 1, leaves: 2 } as const
    const { trees, columns } = fitBoosting(table, [2, 2, 7, 2, 2], options)
    expect(nodesOf(trees[0]!, columns)[0]).toMatchObject({ split: { kind: 'missing', column: 'x' } })
  })

  test('words that were not seen go right, with the heavier side', () => {
    const table = { columns: [words('city', ['a', 'b', 'b', 'a', 'b', 'c'])] }
    const options = { ...small, task: 'number', rounds: 1, rate: 1, l2: 0, leaves: 2 } as const
    const fitted = fitBoosting(table, [1, 5, 5, 1, 5, 5], options)
    expect(nodesOf(fitted.trees[0]!, fitted.columns)[0]).toMatchObject({ split: { levels: ['a'] } })
    expect(rounded(predictBoosting(fitted, { columns: [words('city', ['a', 'new', null])] }))).toEqual([
      1, 5, 5,
    ])
  })

  test('of hundreds of words those without a code of their own go right', () => {
    const random = seeded(9)
    const city = Array.from({ length: 6000 }, () => `city ${random.below(400)}`)
    const target = city.map(each => Number(each.endsWith('7')))
    const table = { columns: [words('city', city)] }
    const predicted = predictBoosting(
      fitBoosting(table, target, { ...small, task: 'number', rounds: 40 }),
      table,
    )
    const kept = new Set(city.slice().sort())
    expect(kept.size).toBe(400)
    const off = predicted.filter((each, row) => Math.abs(each - target[row]!) > 0.4).length
    // Of 400 words 255 have a code, heaviest first.
    expect(off).toBeLessThan(6000 * 0.06)
  })

  test('a quantile has its share below', () => {
    const { table } = shop(4000, 7)
    const random = seeded(8)
    const target = Float64Array.from(
      table.columns[1]!.values as Float64Array,
      each => each + random.normal() ** 2,
    )
    for (const share of [0.1, 0.5, 0.9]) {
      const fitted = fitBoosting(table, target, { ...small, task: 'number', share, least: 20 })
      const below = predictBoosting(fitted, table).filter((each, row) => target[row]! <= each).length
      expect(Math.abs(below / 4000 - share)).toBeLessThan(0.03)
    }
  })
})

describe('options', () => {
  const { table, happened, amount } = shop(600, 11)

  test('rising and falling columns: what is foretold never turns, whatever else is so', () => {
    const value = fc.double({ min: -3, max: 3, noNaN: true })
    const monotone = { age: 'falling', income: 'rising' } as const
    const noisy = amount.map((each, row) => each - (row % 7) * (table.columns[1]!.values[row] as number))
    const fits = [
      fitBoosting(table, happened, { ...small, rounds: 40, monotone }),
      fitBoosting(table, noisy, { ...small, task: 'number', rounds: 40, monotone }),
      fitBoosting(table, noisy, { ...small, task: 'number', share: 0.7, rounds: 40, monotone }),
    ]
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 599 }), value, value, (row, a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        const at = (age: number, income: number): Table => ({
          columns: [numbers('age', [age]), numbers('income', [income]), pick(table, [row]).columns[2]!],
        })
        for (const fitted of fits) {
          const [still] = boostingMargins(fitted, at(20, low))
          expect(boostingMargins(fitted, at(20, high))[0]!).toBeGreaterThanOrEqual(still!)
          const younger = boostingMargins(fitted, at(20 + 10 * low, 0))[0]!
          expect(boostingMargins(fitted, at(20 + 10 * high, 0))[0]!).toBeLessThanOrEqual(younger)
        }
      }),
      { numRuns: 300 },
    )
    for (const fitted of fits) expect(fitted.trees.some(({ asks }) => asks.includes(1))).toBe(true)
  })

  test('it stops when rows held out gain nothing, and keeps the best number of trees', () => {
    const fitted = fitBoosting(table, happened, {
      ...{ random: seeded(2), rounds: 500, rate: 0.3, stopping: { share: 0.25, patience: 5 } },
    })
    const { rows, losses } = fitted.heldOut!
    expect(rows).toBe(150)
    expect(losses.length).toBeLessThan(200)
    expect(fitted.trees.length).toBe(losses.indexOf(Math.min(...losses)))
    expect(losses.length).toBe(fitted.trees.length + 6)
  })

  test('leaves, depth and least weight are kept to', () => {
    const { trees } = fitBoosting(table, amount, { ...small, task: 'number', leaves: 6, least: 40 })
    for (const tree of trees) {
      expect(tree.values.length).toBeLessThanOrEqual(6)
      tree.asks.forEach((asked, node) => {
        if (asked < 0) expect(tree.weights[node]!).toBeGreaterThanOrEqual(40)
      })
    }
    const stumps = fitBoosting(table, amount, { ...small, task: 'number', depth: 1 })
    expect(new Set(stumps.trees.map(({ values }) => values.length))).toEqual(new Set([2]))
  })

  test('a share of the columns is asked by each tree, and a share of the rows heard', () => {
    const few = fitBoosting(table, amount, { ...small, task: 'number', columnShare: 0.3 })
    for (const { asks } of few.trees) expect(new Set(asks.filter(asked => asked >= 0)).size).toBe(1)
    const half = fitBoosting(table, amount, { ...small, task: 'number', rowShare: 0.5 })
    expect(half.trees[0]!.weights[0]).toBe(300)
  })

  test('progress is told, and it stops when asked to', () => {
    const told: (readonly [number, number])[] = []
    fitBoosting(table, happened, { ...small, progress: (done, of) => told.push([done, of]) })
    expect(told).toEqual(Array.from({ length: 20 }, (_, at) => [at + 1, 20]))
    expect(codeOf(() => fitBoosting(table, happened, { ...small, signal: AbortSignal.abort() }))).toBe(
      'cancelled',
    )
  })
})

describe('hostile input', () => {
  const { table, happened, amount } = shop(60, 13)

  test('what cannot be learned from is refused by name', () => {
    const fit =
      (options: Partial<BoostingOptions>, target: ArrayLike<number> = happened) =>
      (): unknown =>
        fitBoosting(table, target, { ...small, ...options })
    const refused: readonly [() => unknown, LearningErrorCode][] = [
      [() => fitBoosting({ columns: [] }, [], small), 'no_columns'],
      [() => fitBoosting({ columns: [numbers('x', [])] }, [], small), 'no_rows'],
      [
        () => fitBoosting({ columns: [numbers('x', [1, Number.POSITIVE_INFINITY])] }, [0, 1], small),
        'infinite_value',
      ],
      [fit({}, happened.slice(1)), 'wrong_length'],
      [fit({}, amount), 'bad_target'],
      [fit({}, new Array<number>(60).fill(1)), 'one_class'],
      [fit({ task: 'number' }, [Number.NaN, ...amount.slice(1)]), 'bad_target'],
      [fit({ weights: new Float64Array(60) }), 'bad_weight'],
      [fit({ weights: new Float64Array(60).fill(-1) }), 'bad_weight'],
      [fit({ rate: 0 }), 'bad_option'],
      [fit({ rounds: 0.5 }), 'bad_option'],
      [fit({ leaves: 1 }), 'bad_option'],
      [fit({ bins: 256 }), 'bad_option'],
      [fit({ share: 0.5 }), 'bad_option'],
      [fit({ task: 'number', share: 1 }, amount), 'bad_option'],
      [fit({ task: 'number', classWeights: 'balanced' }, amount), 'bad_option'],
      [fit({ classWeights: [0, 1] }), 'bad_option'],
      [fit({ threads: 0 }), 'bad_option'],
      [fit({ stopping: { share: 1, patience: 3 } }), 'bad_option'],
      [fit({ monotone: { nobody: 'rising' } }), 'column_missing'],
      [fit({ monotone: { city: 'rising' } }), 'column_of_other_kind'],
    ]
    for (const [run, code] of refused) expect(codeOf(run)).toBe(code)
    const fitted = fitBoosting(table, happened, small)
    expect(codeOf(() => predictBoosting(fitted, { columns: table.columns.slice(1) }))).toBe('column_missing')
    expect(
      codeOf(() => predictBoosting(fitted, { columns: [words('age', ['1']), ...table.columns.slice(1)] })),
    ).toBe('column_of_other_kind')
  })

  test('rows that are all alike are refused, and a target that is the same for all is foretold', () => {
    const flat = {
      columns: [numbers('x', new Float64Array(10).fill(3)), words('y', new Array(10).fill('a'))],
    }
    expect(codeOf(() => fitBoosting(flat, [0, 1, 0, 1, 1, 1, 1, 1, 1, 1], small))).toBe('nothing_left')
    const alike = fitBoosting(table, new Array<number>(60).fill(7), { ...small, task: 'number' })
    expect(alike.trees).toEqual([])
    expect(Array.from(predictBoosting(alike, table))).toEqual(new Array(60).fill(7))
  })

  test.each([
    ['large', 1e300],
    ['tiny', 1e-300],
    ['far off', 1e12],
  ])('numbers that are %s are told apart', (_, size) => {
    const values = Array.from({ length: 40 }, (_, row) => (size === 1e12 ? size + row : size * (row - 20)))
    const fitted = fitBoosting(
      { columns: [numbers('x', values)] },
      values.map((_, row) => Number(row >= 20)),
      { ...small, rate: 1, least: 0 },
    )
    const predicted = predictBoosting(fitted, { columns: [numbers('x', values)] })
    expect(Array.from(predicted, Math.round)).toEqual(values.map((_, row) => Number(row >= 20)))
  })

  test('targets far from 0 lose nothing', () => {
    const fitted = (offset: number): Float64Array =>
      predictBoosting(
        fitBoosting(
          table,
          amount.map(each => each + offset),
          { ...small, task: 'number' },
        ),
        table,
      ).map(each => each - offset)
    fitted(1e7).forEach((each, row) => {
      expect(each).toBeCloseTo(fitted(0)[row]!, 3)
    })
  })
})
