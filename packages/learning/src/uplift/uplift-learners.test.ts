import { describe, expect, test } from 'vitest'
import type { Table } from '../matrix/table.ts'
import { type Random, seeded } from '../numeric/random.ts'
import type { Method } from '../supervised/method.ts'
import { methods } from '../supervised/methods.ts'
import { codeOf } from '../testing/estimator-suite.ts'
import { fitUplift } from './fit-uplift.ts'
import { fitUpliftTree } from './fit-uplift-tree.ts'
import type { FittedUplift } from './fitted-uplift.ts'
import type { FittedUpliftTree } from './fitted-uplift-tree.ts'
import { predictUplift } from './predict-uplift.ts'
import { predictUpliftTree } from './predict-uplift-tree.ts'
import type { UpliftRequest } from './uplift-request.ts'

const named = (id: string): Method => methods.find(each => each.id === id)!

interface Trial {
  readonly table: Table
  readonly target: number[]
  readonly treatment: number[]
  /** What each treatment changes of every row. */
  readonly truth: readonly [number[], number[]]
}

/** Two treatments: the first helps where x is above 0, the second harms people of town. */
function trial(count: number, seed: number, armOf: (x: number, random: Random) => number): Trial {
  const random = seeded(seed)
  const [x, noise] = [new Float64Array(count), new Float64Array(count)]
  const town: string[] = []
  const [first, second, target, treatment]: number[][] = [[], [], [], []]
  for (let row = 0; row < count; row += 1) {
    x[row] = random.normal()
    noise[row] = random.normal()
    town.push(random.uniform() < 0.4 ? 'town' : 'country')
    first!.push(x[row]! > 0 ? 3 : 0)
    second!.push(town[row] === 'town' ? -2 : 1)
    const arm = armOf(x[row]!, random)
    treatment!.push(arm)
    target!.push(
      5 + 2 * x[row]! + (arm === 1 ? first![row]! : arm === 2 ? second![row]! : 0) + random.normal(),
    )
  }
  const columns = [
    { name: 'x', kind: 'number' as const, values: x },
    { name: 'noise', kind: 'number' as const, values: noise },
    { name: 'home', kind: 'category' as const, values: town },
  ]
  return { table: { columns }, target: target!, treatment: treatment!, truth: [first!, second!] }
}

const byChance = (_: number, random: Random): number => random.below(3)
/** Who has much of x is treated more often, and would have had more anyway. */
const byX = (x: number, random: Random): number => (random.uniform() < 1 / (1 + Math.exp(-x)) ? 1 : 0)

function errorOf(effects: Float64Array, truth: readonly number[]): number {
  return Math.sqrt(truth.reduce((sum, effect, row) => sum + (effect - effects[row]!) ** 2, 0) / truth.length)
}

describe.each(['t', 's', 'x', 'dr'] as const)('learner %s', learner => {
  const request = (rows: Trial, method: string): UpliftRequest => ({
    ...{ table: rows.table, target: rows.target, treatment: rows.treatment, task: 'number', seed: 1 },
    method: named(method),
    effectMethod: named(method),
    effectSettings: method === 'boosting' ? { rounds: 40, leaves: 8 } : {},
  })

  test('both effects are found, and who they are for', () => {
    const fitted = fitUplift(learner, request(trial(3000, 1, byChance), 'boosting'))
    const fresh = trial(1000, 2, byChance)
    const { effects } = predictUplift(fitted, fresh.table)
    expect(effects).toHaveLength(2)
    // The mean of everybody is off by 1.5.
    for (const at of [0, 1] as const) expect(errorOf(effects[at]!, fresh.truth[at])).toBeLessThan(0.75)
    const revived: FittedUplift = JSON.parse(JSON.stringify(fitted))
    expect(predictUplift(revived, fresh.table)).toEqual({ control: expect.anything(), effects })
    expect(Object.isFrozen(fitted)).toBe(true)
  })

  test('where treatment was not drawn by chance, those who would have had more anyway are not taken for an effect', () => {
    const rows = trial(4000, 3, byX)
    const fitted = fitUplift(learner, {
      ...request(rows, 'boosting'),
      propensityMethod: named('logistic'),
    })
    const [effects] = predictUplift(fitted, rows.table).effects
    const mean = (list: ArrayLike<number>): number =>
      Array.from(list).reduce((sum, each) => sum + each, 0) / list.length
    const plain =
      mean(rows.target.filter((_, row) => rows.treatment[row] === 1)) -
      mean(rows.target.filter((_, row) => rows.treatment[row] === 0))
    const truth = mean(rows.truth[0])
    expect(plain).toBeGreaterThan(truth + 1.5)
    expect(Math.abs(mean(effects!) - truth)).toBeLessThan(0.25)
  })

  test('what nothing can be learned from is refused by name', () => {
    const rows = trial(100, 4, byChance)
    const given = request(rows, 'ridge')
    const refused: readonly (readonly [Partial<UpliftRequest>, string])[] = [
      [{ treatment: rows.treatment.map(() => 1) }, 'empty_arm'],
      [{ treatment: rows.treatment.map(() => 0) }, 'empty_arm'],
      [{ treatment: rows.treatment.slice(1) }, 'wrong_length'],
      [{ treatment: rows.treatment.map(() => 0.5) }, 'bad_treatment'],
      [{ target: rows.target.map(() => Number.NaN) }, 'bad_target'],
      [{ method: named('logistic') }, 'bad_option'],
    ]
    for (const [change, code] of refused)
      expect(codeOf(() => fitUplift(learner, { ...given, ...change }))).toBe(code)
    expect(codeOf(() => fitUplift(learner, { ...given, signal: AbortSignal.abort() }))).toBe('cancelled')
  })
})

describe('uplift tree', () => {
  const rows = trial(6000, 5, byChance)
  const options = { treatment: rows.treatment, task: 'number', random: seeded(1) } as const

  test('it asks what effects depend on, and its leaves tell them', () => {
    const fitted = fitUpliftTree(rows.table, rows.target, { ...options, random: seeded(1), depth: 2 })
    const asked = new Set(
      fitted.tree.asks.filter(column => column >= 0).map(column => fitted.columns[column]!.name),
    )
    expect([...asked].sort()).toEqual(['home', 'x'])
    const fresh = trial(1000, 6, byChance)
    const { effects } = predictUpliftTree(fitted, fresh.table)
    for (const at of [0, 1] as const) expect(errorOf(effects[at]!, fresh.truth[at])).toBeLessThan(0.4)
    const revived: FittedUpliftTree = JSON.parse(JSON.stringify(fitted))
    expect(predictUpliftTree(revived, fresh.table).effects).toEqual(effects)
  })

  test('where everybody changes alike, its leaves do not say otherwise', () => {
    const random = seeded(8)
    const target = rows.treatment.map(arm => (arm === 1 ? 1 : 0) + random.normal())
    const fitted = fitUpliftTree(rows.table, target, { ...options, random: seeded(2) })
    const { effects } = predictUpliftTree(fitted, rows.table)
    // A leaf has at least 100 of both arms: its effect deviates by 0.14.
    expect(
      errorOf(
        effects[0]!,
        rows.treatment.map(() => 1),
      ),
    ).toBeLessThan(0.3)
  })

  test('missing numbers and unseen words are answered; too small leaves are not made', () => {
    const fitted = fitUpliftTree(rows.table, rows.target, { ...options, random: seeded(3) })
    const strange: Table = {
      columns: [
        { name: 'x', kind: 'number', values: Float64Array.of(Number.NaN) },
        { name: 'noise', kind: 'number', values: Float64Array.of(1) },
        { name: 'home', kind: 'category', values: ['at sea'] },
      ],
    }
    expect(predictUpliftTree(fitted, strange).effects.every(list => Number.isFinite(list[0]))).toBe(true)
    const alone = fitUpliftTree(rows.table, rows.target, { ...options, random: seeded(3), leaf: 5000 })
    expect(alone.tree.asks).toEqual([-1])
    expect(codeOf(() => fitUpliftTree(rows.table, rows.target, { ...options, leaf: 0 }))).toBe('bad_option')
    expect(codeOf(() => fitUpliftTree(rows.table, rows.target, { ...options, treatment: [1] }))).toBe(
      'wrong_length',
    )
  })
})
