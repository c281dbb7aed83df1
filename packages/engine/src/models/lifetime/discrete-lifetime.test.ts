import { compileClosures, type Scorer } from '@kindred/language'
import { seeded, type Table } from '@kindred/learning'
import { describe, expect, test } from 'vitest'
import { compileDefinitions } from '../../catalog/compile/compile-definitions.ts'
import { noDefinitions, readDefinitionFile } from '../../catalog/files/read-definition-file.ts'
import { MOST_OCCASIONS } from '../../catalog/lifetime-texts.ts'
import { checkText } from '../../discovery/features/check-text.ts'
import type { DiscreteLifetimeDefinition } from '../../records/definitions.ts'
import { restoreModel } from '../methods/restore-model.ts'
import { madeTask } from '../testing/training-rows.ts'
import { trainModel } from '../train-model.ts'
import type { TrainingTask } from '../training-task.ts'
import { attendanceOf, contractRows } from './discrete-rows.ts'

const names = {
  sbg: ['lifetime_age', 'lifetime_gap'],
  bg_bb: ['lifetime_age', 'lifetime_gap', 'lifetime_active'],
} as const

function tableOf(model: 'sbg' | 'bg_bb', columns: readonly (readonly number[])[]): Table {
  return {
    columns: names[model].map((name, at) => ({
      ...{ name, kind: 'number' },
      values: Float64Array.from(columns[at] ?? []),
    })),
  }
}

function taskOf(lifetime: DiscreteLifetimeDefinition, table: Table, target: Float64Array): TrainingTask {
  const rows = target.length
  return {
    model: 'stays',
    asked: { lifetime, method: 'auto', instants: { count: 4, every: '30d' }, promote: 'by_hand' },
    answer: lifetime.gives === 'alive' ? 'chance' : 'amount',
    features: names[lifetime.model].map(name => ({
      ...{ name, is: name, label: name, kind: 'number', why: 'It is asked for.' },
    })),
    ...{ table, target, before: target.map(() => 1), customers: Int32Array.from(target.keys()) },
    ...{ instantOf: new Int32Array(rows), instants: [{ at: 0, customers: rows }] },
    segments: [{ id: 'all', name: 'All', members: new Uint8Array(rows).fill(1) }],
    ...{ seed: 1, budget: 1 },
  }
}

/** What the formula says of customers in the language, whose inputs are attributes here. */
function scored(model: 'sbg' | 'bg_bb', scorer: Scorer, table: Table): unknown[] {
  const inputs = names[model].map(name => ({ name, is: name, label: name, kind: 'number' as const }))
  const definitions = {
    ...noDefinitions,
    settings: { workspace: 'x', timezone: 'UTC', currency: 'EUR', weekStart: 1 },
    attributes: Object.fromEntries(inputs.map(({ name }) => [name, { type: 'number' as const }])),
    events: { purchase: { properties: {} } },
    models: { m: { ...madeTask({ customers: 1 }).asked } },
    champions: { m: { version: 1 } },
  }
  const compiled = compileDefinitions(
    definitions,
    [],
    [],
    [{ id: 'm', version: 1, method: model, inputs, scorer }],
  )
  expect(compiled.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const read = new Map([['score', checkText(compiled, 'score', 'score(m)', 'number')]])
  const evaluate = compileClosures(read, { timezone: 'UTC', weekStart: 1, cutoffs: new Map() })
  return Array.from({ length: table.columns[0]?.values.length ?? 0 }, (_, row) => {
    const known = table.columns.flatMap(({ name, values }): [string, number][] =>
      Number.isNaN(values[row]) ? [] : [[name, Number(values[row])]],
    )
    return evaluate({ id: 'x', attributes: new Map(known), events: new Map() } as never, 0).get('score')
  })
}

const allowance = { clock: () => 0 }

describe('sBG', () => {
  const asked: DiscreteLifetimeDefinition = {
    ...{
      event: 'began',
      ends: 'ended',
      model: 'sbg',
      gives: 'alive',
      period: '30d',
      horizon: '90d',
      discount: 0,
    },
  }
  /** The paper's regular customers, all of whom began seven years (here: periods) and a day ago. */
  const left = [0, 369, 163, 86, 56, 37, 27, 21]
  const ended = left.flatMap((count, period) => Array.from({ length: count }, () => 211 - 30 * period + 15))
  const gaps = [...ended, ...Array.from({ length: 241 }, () => Number.NaN)]
  const table = tableOf('sbg', [gaps.map(() => 211), gaps])

  test('is fitted as Fader and Hardie (2007) have it: Regular 0.704, 1.182', () => {
    const { rows, cohorts } = contractRows(table, 30)
    expect(cohorts).toEqual([[1000, 631, 468, 382, 326, 289, 262, 241]])
    expect(rows).toHaveLength(241)
    const { card } = trainModel(
      taskOf(
        asked,
        table,
        Float64Array.from(gaps, (_, at) => at % 2),
      ),
      allowance,
    )
    expect(card.notes[0]).toContain('alpha 0.704')
    expect(card.notes[0]).toContain('beta 1.182')
    expect(card.rows).toBe(241)
  })

  test('its formula tells the chance of renewing that follows, at the very edge of a period too', () => {
    const trained = trainModel(
      taskOf(
        asked,
        table,
        Float64Array.from(gaps, (_, at) => at % 2),
      ),
      allowance,
    )
    const { alpha, beta } = (trained.fitted as { lifetime: { parameters: { alpha: number; beta: number } } })
      .lifetime.parameters
    const chance = (renewals: number) =>
      [0, 1, 2].reduce((all, at) => all * ((beta + renewals + at) / (alpha + beta + renewals + at)), 1)
    const others = tableOf('sbg', [
      [0, 29.999999, 30, 59.9999999999, 60, 365, 9999, 40, Number.NaN],
      [...Array.from({ length: 7 }, () => Number.NaN), 3, Number.NaN],
    ])
    const scores = scored('sbg', trained.scorer!, others)
    expect(scores).toEqual([0, 0, 1, 1, 2, 12, 120].map(chance).concat(0, undefined as never))
    const restored = restoreModel({ fitted: JSON.parse(JSON.stringify(trained.fitted)) }).predict(others)
    expect(Array.from(restored.slice(0, 8))).toEqual(scores.slice(0, 8))
    expect(restored[8]).toBeNaN()
  })
})

describe('BG/BB', () => {
  const asked: DiscreteLifetimeDefinition = {
    ...{ event: 'gift', model: 'bg_bb', gives: 'purchases', period: '365d', horizon: '1825d', discount: 0 },
  }
  const random = seeded(3)
  /** Whoever gave first at some day, then at each occasion with her own chance until she stops. */
  const people = Array.from({ length: 500 }, () => {
    const age = 3650 * random.uniform()
    const occasions = Math.floor(age / 365)
    const [chance, leaving] = [random.uniform(), random.uniform() ** 3]
    const gave = [age]
    for (let at = 1; at <= occasions && random.uniform() >= leaving; at += 1)
      if (random.uniform() < chance) gave.push(age - 365 * at - 100 * random.uniform())
    const later = gave.filter(day => day >= 0)
    return { age, gap: Math.min(...later), active: new Set(later.map(day => Math.floor(day / 365))).size }
  })
  const table = tableOf('bg_bb', [
    people.map(({ age }) => age),
    people.map(({ gap }) => gap),
    people.map(({ active }) => active),
  ])

  test('its formula tells every history what was foretold of it, to the last bit', () => {
    const trained = trainModel(
      taskOf(
        asked,
        table,
        Float64Array.from(people, (_, at) => at % 3),
      ),
      allowance,
    )
    const foretold = restoreModel({ fitted: JSON.parse(JSON.stringify(trained.fitted)) }).predict(table)
    expect(foretold.some(score => score > 1)).toBe(true)
    expect(scored('bg_bb', trained.scorer!, table)).toEqual(Array.from(foretold))
    expect(trained.card.notes.join(' ')).toContain('one by one')
  })

  test('who began before the occasions that are looked back on, or never, has no score', () => {
    const trained = trainModel(
      taskOf(
        asked,
        table,
        Float64Array.from(people, (_, at) => at % 3),
      ),
      allowance,
    )
    const others = tableOf('bg_bb', [
      [365 * (MOST_OCCASIONS + 1), Number.NaN],
      [10, Number.NaN],
      [9, 0],
    ])
    expect(scored('bg_bb', trained.scorer!, others)).toEqual([undefined, undefined])
  })

  test('the first purchase is no occasion, whether it is among those counted or not', () => {
    expect(attendanceOf(3, 1, 3)).toMatchObject({ frequency: 0, recency: 0, occasions: 3 })
    expect(attendanceOf(3, 3, 1)).toMatchObject({ frequency: 2, recency: 2 })
    expect(attendanceOf(MOST_OCCASIONS, 5, 0)).toMatchObject({ frequency: 5, recency: MOST_OCCASIONS })
  })
})

test.each([
  ['{ event: a, model: sbg }', 'end_missing'],
  ['{ event: a, model: sbg, ends: b, gives: purchases }', 'key_out_of_place'],
  ['{ event: a, model: bg_bb, ends: b }', 'key_out_of_place'],
  ['{ event: a, model: bg_bb, value: a.x }', 'key_out_of_place'],
  ['{ event: a, period: 30d }', 'key_out_of_place'],
  ['{ event: a, model: bg_bb, period: 30d, horizon: 45d }', 'horizon_not_whole'],
])('%s is a problem: %s', (lifetime, code) => {
  const text = `events: { a: { properties: { x: money } }, b: {} }\nmodels: { m: { lifetime: ${lifetime} } }`
  expect(readDefinitionFile({ name: 'x.yaml', text }).problems.map(each => each.code)).toEqual([code])
})
