import { describe, expect, test } from 'vitest'
import { storedModel } from '../../testing/catalog-model-cases.ts'
import { describeProblem } from '../definition-problem.ts'
import { readDefinitionFile } from '../files/read-definition-file.ts'
import { mergeDefinitions } from '../merge-definitions.ts'
import { compileDefinitions } from './compile-definitions.ts'

const DAY = 86_400_000

const base = `
events: { purchase: { properties: { amount: money, category: text } }, visit: {} }
attributes: { country: text, churned: boolean }
`

function compiled(text: string, fitted = [storedModel]) {
  const read = readDefinitionFile({ name: 'm.yaml', text: `${base}${text}` })
  if (read.file === undefined) throw new Error(read.problems.map(describeProblem).join('\n'))
  const { definitions } = mergeDefinitions({ current: undefined, files: [read.file], complete: true })
  return compileDefinitions(definitions, [read.file.places], [], fitted)
}

const churn =
  'models: { churn: { population: did(purchase, 365d), target: never(purchase) in next 90d, features: [country, "count(visit, 7d)"] } }'

describe('models', () => {
  test('a target that looks ahead is read later, with the stretch as its window', () => {
    const { models, problems } = compiled(churn)
    expect(problems).toEqual([])
    const model = models.get('churn')
    expect(model?.isSound).toBe(true)
    expect(model?.target?.ahead).toBe(90 * DAY)
    expect(model?.target?.is).toMatchObject({
      kind: 'aggregate',
      function: 'never',
      window: { kind: 'rolling' },
    })
    expect(model?.population).toMatchObject({ kind: 'aggregate', function: 'did' })
  })

  test('a target of a flat table does not look ahead', () => {
    const { models, problems } = compiled('models: { gone: { target: churned } }')
    expect(problems).toEqual([])
    expect(models.get('gone')?.target).toEqual({
      is: expect.objectContaining({ kind: 'attribute', name: 'churned' }),
    })
  })

  test.each([
    [
      'models: { m: { target: never(purchas) in next 90d } }',
      'unknown_event',
      'models: { m: { target: never('.length + 1,
    ],
    ['models: { m: { target: country } }', 'wrong_type', 'models: { m: { target: '.length + 1],
    ['models: { m: { target: "did(purchase, 30d) in next 90d" } }', 'target_with_window', undefined],
    ['models: { m: { target: did(purchase) in next 9d, population: country } }', 'wrong_type', undefined],
    ['models: { m: { target: did(purchase) in next 9d, features: [spnd] } }', 'unknown_name', undefined],
    [
      'models: { m: { target: did(purchase) in next 9d, features: [last(purchase)] } }',
      'wrong_type',
      undefined,
    ],
    ['champions: { m: 1 }', 'champion_of_nothing', 'champions: { '.length + 1],
    [`${churn}\nchampions: { churn: 7 }`, 'champion_not_trained', undefined],
    [
      'segments: { a: score(churm) > 1 }\nmodels: { churn: { target: did(visit) in next 9d } }',
      'unknown_score',
      undefined,
    ],
  ])('%s is a problem with its place', (text, code, column) => {
    const { problems } = compiled(text)
    expect(problems.map(problem => problem.code)).toEqual([code])
    if (column !== undefined) expect(problems[0]?.span?.column).toBe(column)
  })

  test('a champion of a method without a formula is refused by name', () => {
    const { scorer: _, ...unscored } = storedModel
    const { problems } = compiled(`${churn}\nchampions: { churn: 1 }`, [
      { ...unscored, method: 'neighbours' },
    ])
    expect(problems.map(({ code }) => code)).toEqual(['champion_without_formula'])
    expect(problems[0]?.says).toContain("'neighbours'")
  })
})

describe('scores', () => {
  const risky = 'segments: { risky: score(churn) > 0.5 }'

  test('of a model without a champion everybody is unknown, and it is known by name', () => {
    const { segments, problems, vocabulary } = compiled(`${churn}\n${risky}`)
    expect(problems).toEqual([])
    expect(segments.get('risky')?.when).toMatchObject({ left: { kind: 'score', model: 'churn', inputs: [] } })
    expect(vocabulary.scores.get('churn')?.of).toBeUndefined()
  })

  test('the champion is what its formula reads, through which segments read it too', () => {
    const { segments, readsOf, dependencies, dependants, vocabulary } = compiled(
      `${churn}\n${risky}\nchampions: { churn: 1 }`,
    )
    expect(vocabulary.scores.get('churn')).toMatchObject({ version: 1, of: storedModel.scorer })
    expect(segments.get('risky')?.when).toMatchObject({
      left: { kind: 'score', version: 1, inputs: [{ name: 'spend' }] },
    })
    expect(readsOf({ kind: 'segment', id: 'risky' }).events).toEqual(['purchase'])
    expect(dependencies({ kind: 'segment', id: 'risky' }, 'direct')).toContainEqual({
      kind: 'champion',
      id: 'churn',
    })
    expect(dependants({ kind: 'champion', id: 'churn' })).toContainEqual({ kind: 'segment', id: 'risky' })
  })

  test('what a champion reads must be defined still', () => {
    const broken = { ...storedModel, inputs: [{ ...storedModel.inputs[0], is: 'gone_feature' }] }
    const { problems } = compiled(`${churn}\n${risky}\nchampions: { churn: 1 }`, [
      broken as typeof storedModel,
    ])
    expect(problems.map(({ code, definition }) => [code, definition?.kind])).toEqual([
      ['stands_on_broken', 'segment'],
      ['unknown_name', 'champion'],
    ])
  })

  test('a circle through a score is told with its path', () => {
    const { problems } = compiled(
      'segments: { risky: score(churn) > 0.5 }\nmodels: { churn: { population: in(risky), target: did(visit) in next 9d } }',
    )
    expect(problems.map(({ code }) => code)).toEqual(['cycle', 'cycle'])
    expect(problems[0]?.says).toContain("segment 'risky' → model 'churn' → segment 'risky'")
  })
})
