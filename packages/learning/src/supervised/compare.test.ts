import { expect, test } from 'vitest'
import { makeFolds } from '../evaluation/folds.ts'
import type { Column, Table } from '../matrix/table.ts'
import { seeded } from '../numeric/random.ts'
import { codeOf } from '../testing/estimator-suite.ts'
import { crossValidate } from './cross-validate.ts'
import { fitStacking } from './fit-stacking.ts'
import { fitVoting } from './fit-voting.ts'
import { predictModel } from './fitted-model.ts'
import type { FitRequest, Method } from './method.ts'
import { methods } from './methods.ts'
import { tune } from './tune.ts'

const named = (...ids: string[]): Method[] => methods.filter(({ id }) => ids.includes(id))

/** A chance that rises in a line with the first of some columns of noise. */
function rows(count: number, seed: number): FitRequest {
  const random = seeded(seed)
  const columns = Array.from({ length: 4 }, (_, at): Column => {
    return {
      name: `x${at}`,
      kind: 'number',
      values: Float64Array.from({ length: count }, () => random.normal()),
    }
  })
  const target = Array.from({ length: count }, (_, row) =>
    random.uniform() < 1 / (1 + Math.exp(-2 * Number(columns[0]!.values[row]))) ? 1 : 0,
  )
  return { table: { columns } satisfies Table, target, task: 'binary', seed: 1 }
}

test('every row is foretold by a model that has not seen it', () => {
  const request = rows(200, 1)
  const folds = makeFolds(request.target, { folds: 4, random: seeded(1) })
  const [neighbours] = named('neighbours')
  // One neighbour knows every row that it has seen.
  const seen = predictModel(neighbours!.fit({ ...request, settings: { count: 1 } }), request.table)
  expect(Array.from(seen)).toEqual(request.target)
  const { predicted, losses, loss, error } = crossValidate(
    neighbours!,
    { ...request, settings: { count: 1 } },
    folds,
  )
  expect(Array.from(predicted)).not.toEqual(request.target)
  expect(losses).toHaveLength(4)
  expect(loss).toBeCloseTo(losses.reduce((sum, each) => sum + each, 0) / 4, 12)
  expect(error).toBeGreaterThan(0)
})

test('a search finds the method that fits, and tries most of it on few rows', () => {
  const request = rows(6000, 2)
  const found = tune(request, {
    methods: named('logistic', 'bayes', 'ridge'),
    draws: 6,
    folds: 3,
    clock: () => 0,
  })
  expect(found.finalists[0]!.method).toBe('logistic')
  expect(found.finalists.every(({ rows: count }) => count === 6000)).toBe(true)
  expect(found.dropped.length).toBeGreaterThan(found.finalists.length)
  expect(found.dropped.every(({ rows: count }) => count < 6000)).toBe(true)
  const losses = found.finalists.map(({ loss }) => loss)
  expect(losses).toEqual([...losses].sort((a, b) => a - b))
  expect(found).toEqual(
    tune(request, { methods: named('logistic', 'bayes', 'ridge'), draws: 6, folds: 3, clock: () => 0 }),
  )
})

test('when the time is over, what was compared so far is the answer', () => {
  let now = 0
  const clock = (): number => (now += 10)
  const found = tune(rows(500, 3), {
    methods: named('logistic', 'bayes'),
    draws: 20,
    folds: 2,
    budget: 45,
    clock,
  })
  expect(found.isCutShort).toBe(true)
  expect(found.finalists.length).toBeGreaterThan(0)
  expect(found.finalists.length).toBeLessThan(10)
})

test('a method that refuses is told of, and the others are compared', () => {
  const request = rows(300, 4)
  const refusing: Method = {
    ...named('bayes')[0]!,
    id: 'refusing',
    fit: () => named('logistic')[0]!.fit({ ...request, target: [] }),
  }
  const found = tune(request, {
    methods: [refusing, ...named('logistic')],
    draws: 1,
    folds: 2,
    clock: () => 0,
  })
  expect(Object.keys(found.refused)).toEqual(['refusing'])
  expect(found.refused.refusing).toContain('has 0 values')
  expect(found.finalists.map(({ method }) => method)).toEqual(['logistic', 'logistic'])
})

test('voting is the mean of answers', () => {
  const request = rows(300, 5)
  const [logistic, bayes] = named('logistic', 'bayes')
  const blend = fitVoting(request, [{ method: logistic!, weight: 3 }, { method: bayes! }])
  const [a, b] = [logistic!, bayes!].map(method => predictModel(method.fit(request), request.table))
  predictModel(blend, request.table).forEach((chance, row) => {
    expect(chance).toBeCloseTo(0.75 * a![row]! + 0.25 * b![row]!, 12)
  })
  expect(JSON.parse(JSON.stringify(blend))).toEqual(blend)
  expect(codeOf(() => fitVoting(request, []))).toBe('bad_option')
})

test('stacking trusts the method that foretells better, also where two say the same', () => {
  const request = rows(1500, 6)
  const [logistic, neighbours] = named('logistic', 'neighbours')
  const blend = fitStacking(request, [
    { method: logistic! },
    { method: neighbours!, settings: { count: 3 } },
    { method: logistic! },
  ])
  const [first, second, third] = blend.weights
  expect(first! + third!).toBeGreaterThan(3 * Math.abs(second!))
  const fresh = rows(1500, 7)
  const lossOf = (chances: Float64Array): number =>
    chances.reduce((sum, chance, row) => sum - Math.log(fresh.target[row] === 1 ? chance : 1 - chance), 0) /
    1500
  expect(lossOf(predictModel(blend, fresh.table))).toBeLessThan(
    lossOf(predictModel(logistic!.fit(request), fresh.table)) + 0.01,
  )
})
