import { describe, expect, test } from 'vitest'
import { explainRow } from './explain-row.ts'
import { sayEffect } from './say-effect.ts'
import { madeTask } from './testing/training-rows.ts'
import { trainModel } from './train-model.ts'
import type { TrainingTask } from './training-task.ts'

const allowance = { clock: () => 0 }

function figure(figures: readonly { readonly name: string; readonly value: number }[], name: string): number {
  return figures.find(each => each.name === name)?.value ?? Number.NaN
}

describe('a chance', () => {
  const task = {
    ...madeTask({ customers: 400 }),
    asked: { ...madeTask({ customers: 1 }).asked, benefit: 40, cost: 2 },
  }
  const trained = trainModel(task, allowance)
  const { card } = trained

  test('methods are compared by folds of customers, and the one that is the truth is taken', () => {
    expect(trained.method).toBe('logistic')
    expect(card.tried.map(({ method }) => method).sort()).toEqual([
      'bayes',
      'boosting',
      'forest',
      'logistic',
      'tree',
    ])
    expect(card.tried.filter(({ chosen }) => chosen)).toHaveLength(1)
    expect([card.folds, card.rows]).toEqual([5, 800])
  })

  test('it is judged by the last instant, which it did not learn from, and beats the guess there', () => {
    expect(card.instants.map(({ rows }) => rows)).toEqual([400, 400])
    expect(card.judged).toMatchObject({ by: 'later', at: task.instants[2]?.at, rows: 400 })
    const auc = figure(card.judged.figures, 'auc')
    expect(auc).toBeGreaterThan(0.8)
    expect(auc).toBeGreaterThan(figure(card.baseline.figures, 'auc') + 0.2)
    const [low = 1, high = 0] = card.judged.figures.find(({ name }) => name === 'auc')?.interval ?? []
    expect([low <= auc, auc <= high, low < high]).toEqual([true, true, true])
  })

  test('what tells is told from what does not', () => {
    const importance = new Map(card.features.map(({ name, importance: of = 0 }) => [name, of]))
    expect(card.features[0]?.name).toBe('reach')
    expect(importance.get('country')).toBeGreaterThan(0.01)
    expect(Math.abs(importance.get('noise') ?? 1)).toBeLessThan(0.01)
    const rising = card.features[0]?.dependence?.map(({ answer }) => answer) ?? []
    expect(rising).toEqual([...rising].sort((a, b) => a - b))
  })

  test('the threshold is where treating pays, and its counts are all rows', () => {
    expect(card.threshold?.at).toBeCloseTo(0.05, 12)
    const {
      truePositives = 0,
      falsePositives = 0,
      falseNegatives = 0,
      trueNegatives = 0,
      profit,
    } = card.threshold ?? {}
    expect(truePositives + falsePositives + falseNegatives + trueNegatives).toBe(400)
    expect(profit).toBeCloseTo(40 * truePositives - 2 * (truePositives + falsePositives), 9)
  })

  test('segments are judged by their own rows', () => {
    expect(card.segments).toEqual([
      expect.objectContaining({
        segment: 'third',
        rows: 133,
        figure: expect.objectContaining({ name: 'auc' }),
      }),
    ])
  })

  test('the same seed gives the same model, and it survives JSON', () => {
    expect(trainModel(task, allowance)).toEqual(trained)
    expect(JSON.parse(JSON.stringify(trained))).toEqual(trained)
  })

  test('contributions add up to the distance of log odds from the middle', () => {
    const model = { ...trained, id: 'made', version: 1, createdAt: 0, author: '', asked: task.asked } as never
    const effects = explainRow(model, { reach: 4, noise: 0, country: 'CZ' })
    expect(effects[0]).toMatchObject({ name: 'reach', unit: 'log_odds', value: 4 })
    expect(effects[0]?.effect).toBeGreaterThan(2)
    const says = effects.map(effect => sayEffect(effect, 'EUR'))
    expect(says[0]).toMatch(/^Reach is 4, usually .*: that raises it much$/)
  })
})

test('an amount is foretold by the method that fits, and stopped when it is told to', () => {
  const task = madeTask({ customers: 300, answer: 'amount' })
  const { method, card } = trainModel(task, allowance)
  expect(method).toBe('ridge')
  expect(figure(card.judged.figures, 'r2')).toBeGreaterThan(0.98)
  expect(card.threshold).toBeUndefined()
  expect(() => trainModel(task, { ...allowance, signal: { aborted: true } })).toThrow(/stopped|cancelled/i)
})

describe('a flat table', () => {
  const flat = (): TrainingTask => {
    const { before: _, ...task } = madeTask({ customers: 200, method: 'logistic' })
    return { ...task, instantOf: task.instantOf.map(() => 0), instants: [{ at: 0, customers: 600 }] }
  }

  test('a fifth of the customers is set apart to judge by', () => {
    const { card } = trainModel(flat(), allowance)
    expect(card.judged.by).toBe('apart')
    expect(card.judged.rows + card.rows).toBe(600)
    expect(card.judged.rows).toBeGreaterThan(90)
    expect(card.notes[0]).toContain('there is no later period')
  })

  test('a column that gives the answer away is left out and named; one that is alike in all rows too', () => {
    const task = flat()
    const leak = {
      name: 'cancelled_on',
      kind: 'number' as const,
      values: task.target.map(value => value * 2 + 1),
    }
    const same = { name: 'currency', kind: 'category' as const, values: Array<string>(600).fill('EUR') }
    const named = (name: string, kind: 'number' | 'category') => ({
      name,
      is: name,
      label: name,
      kind,
      why: '',
    })
    const { card, inputs } = trainModel(
      {
        ...task,
        features: [...task.features, named('cancelled_on', 'number'), named('currency', 'category')],
        table: { columns: [...task.table.columns, leak, same] },
      },
      allowance,
    )
    expect(inputs.map(({ name }) => name)).toEqual(['reach', 'noise', 'country'])
    expect(card.notes.slice(1)).toEqual([
      'cancelled_on was left out: it gives the answer away: it tells yes from no almost without fail.',
      'currency was left out: it is the same for everybody.',
    ])
    const alone = { ...task, features: [named('cancelled_on', 'number')], table: { columns: [leak] } }
    expect(() => trainModel(alone, allowance)).toThrow(expect.objectContaining({ code: 'target_given_away' }))
  })
})

test('of amounts a column that orders them as they came out is left out by name', () => {
  const { before: _, ...made } = madeTask({ customers: 200, answer: 'amount', method: 'ridge' })
  const paid = { name: 'paid', kind: 'number' as const, values: made.target.map(value => value ** 3) }
  const feature = { name: 'paid', is: 'paid', label: 'Paid', kind: 'number' as const, why: '' }
  const { inputs, card } = trainModel(
    {
      ...made,
      ...{ instants: made.instants.slice(0, 1), instantOf: new Int32Array(made.target.length) },
      features: [...made.features, feature],
      table: { columns: [...made.table.columns, paid] },
    },
    allowance,
  )
  expect(inputs.map(({ name }) => name)).toEqual(['reach', 'noise', 'country'])
  expect(card.notes.join(' ')).toContain('Paid was left out: it gives the answer away: it orders amounts')
})

describe('what cannot be learned from is refused by name', () => {
  const task = madeTask({ customers: 100, method: 'logistic' })
  test.each([
    ['one_answer_only', { ...task, target: task.target.map(() => 1) }],
    ['too_few_to_learn_from', madeTask({ customers: 10 })],
    ['method_not_for', { ...task, asked: { ...task.asked, method: 'ridge' as const } }],
  ])('%s', (code, wrong) => {
    expect(() => trainModel(wrong, allowance)).toThrow(expect.objectContaining({ code }))
  })

  test('when the time is over, what was not reached is said', () => {
    let now = 0
    const clock = () => {
      now += 1000
      return now
    }
    const { card, method } = trainModel({ ...madeTask({ customers: 100 }), budget: 1 }, { clock })
    expect(method).toBe('logistic')
    expect(card.tried.find(({ method: other }) => other === 'forest')?.excluded).toContain('1 seconds')
  })
})
