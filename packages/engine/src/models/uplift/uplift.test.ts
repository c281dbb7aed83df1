import { seeded, selectTable } from '@kindred/learning'
import { describe, expect, test } from 'vitest'
import type { UpliftDefinition, UpliftLearner } from '../../records/definitions.ts'
import { explainRow } from '../explain-row.ts'
import { restoreModel } from '../methods/restore-model.ts'
import { armsOf } from '../rows/arms-of.ts'
import { evaluated } from '../testing/evaluated.ts'
import { madeTask } from '../testing/training-rows.ts'
import { trainModel } from '../train-model.ts'
import type { TrainingTask } from '../training-task.ts'
import { groupDefinitions } from './group-definitions.ts'

const allowance = { clock: () => performance.now() }

/** Half are left alone. The first treatment changes by 0.4 those in CZ and nobody else, the second everybody by 0.2. */
function treatedTask(
  learner: UpliftLearner,
  { answer = 'chance', customers = 900, method = 'auto' as TrainingTask['asked']['method'] } = {},
): TrainingTask {
  const made = madeTask({ customers, answer: answer === 'chance' ? 'chance' : 'amount', method })
  const random = seeded(17)
  const arms = Int32Array.from(made.target, () => [0, 0, 1, 2][random.below(4)] ?? 0)
  const country = made.table.columns[2]?.values ?? []
  const target = made.target.map((_, row) => {
    const effect = arms[row] === 1 ? (country[row] === 'CZ' ? 0.4 : 0) : arms[row] === 2 ? 0.2 : 0
    return answer === 'chance' ? Number(random.uniform() < 0.3 + effect) : 100 * effect + random.normal()
  })
  const uplift: UpliftDefinition = { treatments: { mail: 'a', call: 'b' }, learner }
  const { before: _, ...rest } = made
  return { ...rest, asked: { ...made.asked, uplift }, arms, target }
}

describe.each(['t', 's', 'x', 'dr', 'tree'] as const)('learner %s', learner => {
  // A tree is honest only with enough of every arm in each leaf.
  const customers = learner === 'tree' ? 3_000 : 900
  const task = treatedTask(learner, { customers, method: learner === 's' ? 'boosting' : 'auto' })
  const trained = trainModel(task, allowance)

  test('finds whom a treatment changes, and tells what it is on average', () => {
    const { uplift, judged } = trained.card
    expect(uplift?.treatments.map(({ name }) => name)).toEqual(['mail', 'call'])
    const [mail] = uplift?.treatments ?? []
    const figure = (name: string) => judged.figures.find(each => each.name === name)
    expect(figure('qini')?.interval?.[0]).toBeGreaterThan(0)
    expect(figure('effect')?.value).toBeCloseTo(0.4 / 3, 1)
    expect(mail?.groups.find(({ group }) => group === 'persuadable')?.came).toBeGreaterThan(0.1)
    expect(trained.card.features[0]?.name).toBe('country')
  })

  test('every answer has a formula that gives what was foretold', () => {
    const rows = selectTable(task.table, [...Array(60).keys()])
    const foretold = restoreModel({ fitted: JSON.parse(JSON.stringify(trained.fitted)) }).predict(rows)
    expect(Object.keys(trained.outputs ?? {})).toEqual(['mail', 'call', 'left_alone'])
    const scores = evaluated(trained.method, trained.scorer, rows, trained.inputs)
    foretold.forEach((value, row) => {
      expect(scores[row]).toBeCloseTo(value, 9)
    })
    expect(trained.outputs?.mail).toEqual(trained.scorer)
    for (const chance of evaluated(trained.method, trained.outputs?.left_alone, rows, trained.inputs))
      expect(chance).toBeCloseTo(0.3, 0)
  })

  test('effects are explained in points, without what is the same for everybody', () => {
    const fitted = { ...trained, ...{ id: 'm', version: 1, createdAt: 0, author: '', asked: task.asked } }
    const card = { ...trained.card, definitionsVersion: 1, batch: 1, population: { customers: 1, base: 1 } }
    const effects = explainRow({ ...fitted, card }, { reach: 1, noise: 0, country: 'CZ' })
    expect(effects.map(({ name }) => name).sort()).toEqual(['country', 'noise', 'reach'])
    expect(effects[0]).toMatchObject({ name: 'country', unit: 'chance' })
    expect(effects[0]?.effect).toBeGreaterThan(0.05)
  })
})

test('of amounts effects are amounts', () => {
  const { card, answer } = trainModel(treatedTask('t', { answer: 'amount' }), allowance)
  expect(answer).toBe('amount')
  expect(card.uplift?.treatments[0]?.figures.find(({ name }) => name === 'effect')?.value).toBeCloseTo(
    40 / 3,
    -1,
  )
})

test('several learners are compared by the same folds, and the card says by what', () => {
  const { card } = trainModel(treatedTask('auto'), allowance)
  expect(card.tried.length).toBeGreaterThan(4)
  expect(card.tried.every(({ figure }) => figure.name === 'qini')).toBe(true)
  expect(card.tried.filter(({ chosen }) => chosen)).toHaveLength(1)
})

test('what has no effect is said to be unproven', () => {
  const task = treatedTask('t')
  const random = seeded(3)
  const { card } = trainModel({ ...task, target: task.target.map(() => random.below(2)) }, allowance)
  expect(card.notes.join(' ')).toContain("Of 'mail' it is not shown")
})

test('an arm of a few is refused by name', () => {
  const task = treatedTask('t')
  const arms = task.arms?.map((arm, row) => (arm === 2 && row > 20 ? 0 : arm)) ?? new Int32Array(0)
  expect(() => trainModel({ ...task, arms }, allowance)).toThrow(/'call'/)
})

test('arms: several treatments at once, or neither treated nor left alone, is no arm', () => {
  const [mail, call] = [Float64Array.of(1, 0, 0, 1, 0), Float64Array.of(0, 1, 0, 1, 0)]
  expect([...armsOf([mail, call])]).toEqual([1, 2, 0, -1, 0])
  expect([...armsOf([mail, call], Float64Array.of(0, 1, 1, 0, Number.NaN))]).toEqual([1, -1, 0, -1, -1])
})

test('groups are rules in the language, with the numbers written out', () => {
  const { card } = trainModel(treatedTask('t'), allowance)
  if (card.uplift === undefined) throw new Error('no card of treatments')
  const question = { model: 'mail', label: 'Mail', card: card.uplift, worth: 0.00001, sure: 0.3 }
  const { first_match: rules, otherwise } = groupDefinitions(question)
  expect(rules.map(({ class: name }) => name)).toEqual([
    'persuadable_mail',
    'persuadable_call',
    'do_not_disturb',
    'sure_thing',
  ])
  expect(rules[0]?.when).toBe('score(mail, mail) >= 0.00001 and score(mail, mail) >= score(mail, call)')
  expect(rules[2]?.when).toBe('score(mail, mail) <= -0.00001 and score(mail, call) <= -0.00001')
  expect(otherwise).toBe('lost_cause')
})
