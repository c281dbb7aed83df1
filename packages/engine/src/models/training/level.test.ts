import type { Scorer } from '@kindred/language'
import { seeded } from '@kindred/learning'
import { expect, test } from 'vitest'
import { levelCalibration, levelNote, levelOf, totalWithin, withLevel } from './level.ts'

const came = Float64Array.from({ length: 400 }, (_, row) => row % 4)
const instants = [120, 110].map(mean => ({ at: 0, customers: 10, rows: 10, mean }))
const scorer: Scorer = { kind: 'trees', base: 1, factor: 1, trees: [], links: [] }

function found(target: Float64Array, predicted: Float64Array) {
  const level = levelOf(target, predicted)
  if (level === undefined) throw new Error('There is no level.')
  return level
}

test('as much as was foretold, or nearly, changes nothing and is worth no word', () => {
  const level = found(
    came,
    came.map(value => value * 1.1),
  )
  expect(level.factor).toBe(1)
  expect(levelNote(level, instants)).toEqual([])
  expect(levelCalibration(level).by).toBe('none')
  expect(withLevel(scorer, level)).toBe(scorer)
})

test('twice as much foretold as came is halved, and said with what came of the instants it learned from', () => {
  const level = found(
    came,
    came.map(value => 2 * value),
  )
  expect(level).toMatchObject({ factor: 0.5, foretold: 3, came: 1.5 })
  const [note = ''] = levelNote(level, instants)
  expect(note).toContain('foretold 3 a customer of the later period, and 1.5 came (2 times as much)')
  expect(note).toContain('120, 110')
  expect(levelCalibration(level).says).toContain('Multiplied by 0.5')
  expect(withLevel(scorer, level)).toMatchObject({ kind: 'blend', of: [scorer], weights: [0.5], bias: 0 })
})

test('of few rows chance alone may be it', () => {
  expect(found(Float64Array.of(0, 9, 0), Float64Array.of(1, 1, 1)).factor).toBe(1)
})

test('where nothing came, or nothing was foretold, there is no level', () => {
  expect(levelOf(Float64Array.of(0, 0), Float64Array.of(1, 1))).toBeUndefined()
  expect(levelOf(Float64Array.of(1, 1), Float64Array.of(0, 0))).toBeUndefined()
})

test('19 of 20 totals are within 1.96 standard errors of what is foretold', () => {
  const random = seeded(11)
  // Few buy: purchases by a Poisson process, amounts exponential, as the variance is taken to be.
  const waiting = () => -Math.log(1 - random.uniform())
  const bought = (mean: number) => {
    let sum = 0
    for (let at = waiting(); at < mean; at += waiting()) sum += 40 * waiting()
    return sum
  }
  const means = (rows: number) => Float64Array.from({ length: rows }, () => random.uniform() ** 3)
  const [repeats, rows, next] = [600, 700, 500]
  let inside = 0
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const [period, later] = [means(rows), means(next)]
    // It foretells twice what comes.
    const level = found(
      period.map(bought),
      period.map(mean => 80 * mean),
    )
    const total = level.factor * later.reduce((sum, mean) => sum + 80 * mean, 0)
    const actual = later.reduce((sum, mean) => sum + bought(mean), 0)
    const [low, high] = totalWithin(level, rows, total)
    if (actual >= low && actual <= high) inside += 1
  }
  expect(inside / repeats).toBeGreaterThan(0.92)
  expect(inside / repeats).toBeLessThan(0.98)
})
