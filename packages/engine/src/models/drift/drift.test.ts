import { expect, test } from 'vitest'
import { greatestDrift } from './model-drift.ts'
import { retrainingDue } from './retraining-due.ts'
import { driftOf, spreadOf } from './spread.ts'

const DAY = 86_400_000
const numbers = (values: readonly number[]) =>
  ({ name: 'x', kind: 'number', values: Float64Array.from(values) }) as const
const words = (values: readonly (string | null)[]) => ({ name: 'w', kind: 'category', values }) as const
const ramp = Array.from({ length: 1000 }, (_, at) => at)

test('what is spread as before has not drifted; what has moved or become unknown has', () => {
  const before = spreadOf(numbers(ramp))
  expect(before.counts.reduce((sum, count) => sum + count, 0)).toBe(1000)
  expect(driftOf(before, numbers(ramp.toReversed()))).toBe(0)
  expect(driftOf(before, numbers(ramp.map(value => value + 500)))).toBeGreaterThan(1)
  expect(driftOf(before, numbers(ramp.map(value => (value < 300 ? Number.NaN : value))))).toBeGreaterThan(
    0.25,
  )
})

test('words: new ones are the others, unknown is a part of its own', () => {
  const before = spreadOf(words(['a', 'a', 'a', 'b', null]))
  expect(before.words).toEqual(['a', 'b'])
  expect(driftOf(before, words(['a', 'a', 'a', 'b', null]))).toBe(0)
  expect(driftOf(before, words(['z', 'z', 'z', 'b', null]))).toBeGreaterThan(0.5)
  expect(() => driftOf(before, numbers([1]))).toThrow(RangeError)
})

test('a column of nothing but unknown ones can be kept and compared', () => {
  const before = spreadOf(numbers([Number.NaN, Number.NaN]))
  expect(before).toEqual({ edges: [], counts: [0, 2] })
  expect(driftOf(before, numbers([Number.NaN]))).toBe(0)
})

const drift = { rows: 9, score: 0.1, inputs: [{ name: 'x', label: 'Visits', drift: 0.3 }] }

test('the greatest drift is named', () => {
  expect(greatestDrift(drift)).toEqual({ drift: 0.3, of: 'Visits' })
  expect(greatestDrift({ ...drift, score: 0.4 })).toEqual({ drift: 0.4, of: 'its score' })
})

test.each([
  ['so old as it may be', { every: '7d' }, 7 * DAY, 8, 'trained 7 days ago'],
  ['younger', { every: '7d' }, 7 * DAY - 1, 8, undefined],
  ['old, and nothing new is known', { every: '7d' }, 30 * DAY, 7, undefined],
  ['drifted', { drift: 0.3 }, 2 * DAY, 8, 'Visits has drifted by 0.300'],
  ['drifted less', { drift: 0.31 }, 2 * DAY, 8, undefined],
  ['drifted, and trained today', { drift: 0.3 }, DAY - 1, 8, undefined],
  ['young, and drifted', { every: '30d', drift: 0.2 }, 2 * DAY, 8, 'Visits has drifted'],
] as const)('a model that is %s', async (_, retrain, age, batch, why) => {
  const newest = { createdAt: 0, card: { batch: 7 } } as Parameters<typeof retrainingDue>[0]['newest']
  const due = await retrainingDue({ retrain, newest, now: age, batch, drift: () => Promise.resolve(drift) })
  if (why === undefined) expect(due).toBeUndefined()
  else expect(due).toContain(why)
})
