import { compileClosures, type Scorer } from '@kindred/language'
import { type Random, seeded } from '@kindred/learning'
import { describe, expect, test } from 'vitest'
import { compileDefinitions } from '../../catalog/compile/compile-definitions.ts'
import { noDefinitions } from '../../catalog/files/read-definition-file.ts'
import { checkText } from '../../discovery/features/check-text.ts'
import type { LifetimeDefinition } from '../../records/definitions.ts'
import { restoreModel } from '../methods/restore-model.ts'
import { madeTask } from '../testing/training-rows.ts'
import { trainModel } from '../train-model.ts'
import type { TrainingTask } from '../training-task.ts'
import { lifetimeRows } from './lifetime-rows.ts'

const CUSTOMERS = 600
const AHEAD = 180

interface Bought {
  readonly count: number
  readonly age: number
  readonly gap: number
  readonly sum: number
  readonly first: number
  readonly laterCount: number
  readonly laterSum: number
}

/** Purchases at a rate of her own until she drops out; of 300 days before the instant, and 180 after it. */
function bought(random: Random): Bought {
  const age = 60 + random.below(240)
  const rate = -Math.log(1 - random.uniform()) / 25
  const leaves = random.uniform() ** 3
  const usual = 30 * Math.exp(0.6 * random.normal())
  const days = [0]
  for (let at = 0; random.uniform() >= leaves || days.length === 1; ) {
    at += 0.25 - Math.log(1 - random.uniform()) / rate
    if (at > age + AHEAD) break
    days.push(at)
  }
  const spent = days.map(() => Math.round(100 * usual * Math.exp(0.3 * random.normal())) / 100)
  const before = days.filter(day => day <= age)
  const total = (from: number, to: number) => spent.slice(from, to).reduce((sum, each) => sum + each, 0)
  return {
    count: before.length,
    age,
    gap: age - before.at(-1)!,
    sum: total(0, before.length),
    first: spent[0]!,
    laterCount: days.length - before.length,
    laterSum: total(before.length, days.length),
  }
}

const random = seeded(12)
const customers = Array.from({ length: CUSTOMERS }, () => bought(random))
const nobody: Bought = {
  count: 0,
  age: Number.NaN,
  gap: Number.NaN,
  sum: 0,
  first: Number.NaN,
  laterCount: 1,
  laterSum: 9,
}

const names = ['lifetime_count', 'lifetime_age', 'lifetime_gap', 'lifetime_sum', 'lifetime_first'] as const

function columnsOf(rows: readonly Bought[]): Float64Array[] {
  return (['count', 'age', 'gap', 'sum', 'first'] as const).map(key =>
    Float64Array.from(rows, row => row[key]),
  )
}

function taskOf(lifetime: LifetimeDefinition): TrainingTask {
  const rows = [...customers, nobody]
  const answers = {
    alive: (row: Bought) => (row.laterCount > 0 ? 1 : 0),
    purchases: (row: Bought) => row.laterCount,
    value: (row: Bought) => row.laterSum,
  }
  return {
    model: 'worth',
    asked: { lifetime, method: 'auto', instants: { count: 4, every: '30d' }, promote: 'by_hand' },
    answer: lifetime.gives === 'alive' ? 'chance' : 'amount',
    features: names.map(name => ({ name, is: name, label: name, kind: 'number', why: 'It is asked for.' })),
    table: { columns: columnsOf(rows).map((values, at) => ({ name: names[at]!, kind: 'number', values })) },
    target: Float64Array.from(rows, answers[lifetime.gives]),
    before: Float64Array.from(rows, row =>
      lifetime.gives === 'alive' ? Number(row.count > 1) : lifetime.gives === 'value' ? row.sum : row.count,
    ),
    customers: Int32Array.from(rows.keys()),
    instantOf: new Int32Array(rows.length),
    instants: [{ at: 0, customers: rows.length }],
    segments: [{ id: 'all', name: 'All', members: new Uint8Array(rows.length).fill(1) }],
    seed: 1,
    budget: 1,
  }
}

const asked = {
  event: 'purchase',
  value: 'purchase.amount',
  horizon: '180d',
  margin: 0.4,
  discount: 0,
} as const

/** What the formula says of customers in the language, whose inputs are attributes here. */
function scored(model: LifetimeDefinition['model'], scorer: Scorer, rows: readonly Bought[]): unknown[] {
  const inputs = names.map(name => ({ name, is: name, label: name, kind: 'number' as const }))
  const definitions = {
    ...noDefinitions,
    settings: { workspace: 'x', timezone: 'UTC', currency: 'EUR', weekStart: 1 },
    attributes: Object.fromEntries(names.map(name => [name, { type: 'number' as const }])),
    models: { m: { ...madeTask({ customers: 1 }).asked } },
    champions: { m: { version: 1 } },
    events: { purchase: { properties: {} } },
  }
  const formula = { id: 'm', version: 1, method: model, inputs, scorer }
  const compiled = compileDefinitions(definitions, [], [], [formula])
  expect(compiled.problems).toEqual([])
  const read = new Map([['score', checkText(compiled, 'score', 'score(m)', 'number')]])
  const evaluate = compileClosures(read, { timezone: 'UTC', weekStart: 1, cutoffs: new Map() })
  return rows.map(row => {
    const known = columnsOf([row]).flatMap((column, at): [string, number][] =>
      Number.isNaN(column[0]) ? [] : [[names[at]!, column[0]!]],
    )
    return evaluate({ id: 'x', attributes: new Map(known), events: new Map() } as never, 0).get('score')
  })
}

const allowance = { clock: () => 0 }

describe.each(['bg_nbd', 'mbg_nbd', 'pareto_nbd'] as const)('%s', model => {
  test.each(['alive', 'purchases', 'value'] as const)(
    '%s is scored by its formula as it was foretold',
    gives => {
      const trained = trainModel(taskOf({ ...asked, model, gives }), allowance)
      expect(trained).toMatchObject({ method: model, answer: gives === 'alive' ? 'chance' : 'amount' })
      const rows = [...customers.slice(0, 60), nobody]
      const columns = columnsOf(rows).map((values, at) => ({
        name: names[at]!,
        kind: 'number' as const,
        values,
      }))
      const stored: object = JSON.parse(JSON.stringify(trained.fitted))
      const foretold = restoreModel({ fitted: stored }).predict({ columns })
      const scores = scored(model, trained.scorer!, rows)
      rows.slice(0, -1).forEach((_, row) => {
        expect(Math.abs(Number(scores[row]) / foretold[row]! - 1)).toBeLessThan(1e-9)
      })
      expect(foretold.at(-1)).toBeNaN()
      expect(scores.at(-1)).toBeUndefined()
    },
  )

  test('what it foretells of purchases is better than that all goes on as before, and its total is near', () => {
    const { card } = trainModel(taskOf({ ...asked, model, gives: 'purchases' }), allowance)
    const rmse = (figures: typeof card.judged.figures) => figures.find(({ name }) => name === 'rmse')!.value
    expect(rmse(card.judged.figures)).toBeLessThan(rmse(card.baseline.figures))
    expect(card.rows).toBe(CUSTOMERS)
    expect(card.judged).toMatchObject({ by: 'later', rows: CUSTOMERS })
    expect(card.notes.join(' ')).toContain('1 who had not bought yet have no score')
    expect(card.notes.join(' ')).toMatch(/by fifths, soonest first: at the rate foretold \d+, /)
    const [all] = card.segments
    expect(Math.abs(all!.foretold / all!.mean - 1)).toBeLessThan(0.15)
  })
})

test('a discounted value is scored as it was foretold, to five digits, and counted with its margin', () => {
  const trained = trainModel(taskOf({ ...asked, model: 'bg_nbd', gives: 'value', discount: 0.12 }), allowance)
  const rows = customers.slice(0, 60)
  const columns = columnsOf(rows).map((values, at) => ({ name: names[at]!, kind: 'number' as const, values }))
  const foretold = restoreModel(trained).predict({ columns })
  scored('bg_nbd', trained.scorer!, rows).forEach((score, row) => {
    expect(Math.abs(Number(score) / foretold[row]! - 1)).toBeLessThan(1e-5)
  })
  const mean = customers.reduce((sum, row) => sum + 0.4 * row.laterSum, 0) / CUSTOMERS
  expect(trained.card.judged.mean).toBeCloseTo(mean, 6)
})

test('purchases of one instant are one purchase', () => {
  const table = {
    columns: columnsOf([{ ...nobody, count: 3, age: 40, gap: 40, sum: 30, first: 10 }]).map((values, at) => ({
      name: names[at]!,
      kind: 'number' as const,
      values,
    })),
  }
  const { histories, value } = lifetimeRows(table)
  expect([histories.frequency[0], histories.recency[0], histories.age[0], value?.[0]]).toEqual([0, 0, 40, 0])
})
