import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LearningError } from '../errors.ts'
import { seeded } from '../numeric/random.ts'
import { codeOf } from '../testing/estimator-suite.ts'
import { bestThreshold } from './best-threshold.ts'
import { bootstrapIntervals } from './bootstrap-intervals.ts'
import { calibrationCurve } from './calibration-curve.ts'
import { confusionMatrix } from './confusion-matrix.ts'
import { forwardFolds, makeFolds } from './folds.ts'
import { gainCurve } from './gains.ts'
import { judgeNumbers } from './judge-numbers.ts'
import { judgeProbabilities } from './judge-probabilities.ts'
import { brierScore, logLoss } from './probability-losses.ts'
import { rocAuc } from './roc-auc.ts'

const row = fc.record({
  answer: fc.integer({ min: 0, max: 1 }),
  score: fc.integer({ min: 0, max: 6 }).map(each => each / 6),
  weight: fc.integer({ min: 0, max: 3 }),
})
const rowsOf = fc
  .array(row, { minLength: 2, maxLength: 40 })
  .filter(rows => [0, 1].every(answer => rows.some(each => each.answer === answer && each.weight > 0)))

test('AUC is the share of pairs that are in the right order, by weight', () => {
  fc.assert(
    fc.property(rowsOf, rows => {
      let [right, pairs] = [0, 0]
      for (const yes of rows.filter(each => each.answer === 1))
        for (const no of rows.filter(each => each.answer === 0)) {
          const weight = yes.weight * no.weight
          pairs += weight
          right += weight * (yes.score > no.score ? 1 : yes.score === no.score ? 0.5 : 0)
        }
      expect(rocAuc(...columnsOf(rows))).toBeCloseTo(right / pairs, 10)
    }),
  )
})

test('no threshold is better than the best one', () => {
  const money = fc.integer({ min: -20, max: 20 })
  fc.assert(
    fc.property(
      rowsOf,
      money,
      money,
      money,
      money,
      (rows, truePositive, falsePositive, trueNegative, falseNegative) => {
        const payoff = { truePositive, falsePositive, trueNegative, falseNegative }
        const [target, scores, weights] = columnsOf(rows)
        const best = bestThreshold(target, scores, payoff, weights)
        const valueAt = (threshold: number): number => {
          const at = confusionMatrix(target, scores, { threshold, weights })
          const sum =
            at.truePositives * truePositive +
            at.falsePositives * falsePositive +
            at.trueNegatives * trueNegative +
            at.falseNegatives * falseNegative
          return sum / weights.reduce((total, weight) => total + weight, 0)
        }
        expect(best.value).toBeCloseTo(valueAt(Math.min(best.threshold, 2)), 9)
        expect(best.valueOfAll).toBeCloseTo(valueAt(0), 9)
        expect(best.valueOfNone).toBeCloseTo(valueAt(2), 9)
        for (const threshold of [...scores, 2])
          expect(best.value).toBeGreaterThanOrEqual(valueAt(threshold) - 1e-9)
      },
    ),
  )
})

test('gains rise to all there is, and do not depend on the order of rows of one score', () => {
  fc.assert(
    fc.property(rowsOf, fc.integer({ min: 1, max: 7 }), (rows, parts) => {
      const [target, scores, weights] = columnsOf(rows)
      const curve = gainCurve(target, scores, { parts, weights })
      const [turnedTarget, turnedScores, turnedWeights] = columnsOf([...rows].reverse())
      const turned = gainCurve(turnedTarget, turnedScores, { parts, weights: turnedWeights })
      expect(curve.at(-1)).toMatchObject({ share: 1, gain: expect.closeTo(1, 9), lift: expect.closeTo(1, 9) })
      curve.forEach((point, at) => {
        expect(point.gain).toBeGreaterThanOrEqual((curve[at - 1]?.gain ?? 0) - 1e-12)
        expect(point.gain).toBeCloseTo(turned[at]!.gain, 9)
      })
    }),
  )
})

test('a calibration curve holds all weight, and all that came true', () => {
  fc.assert(
    fc.property(rowsOf, fc.integer({ min: 1, max: 7 }), (rows, parts) => {
      const [target, scores, weights] = columnsOf(rows)
      const { points } = calibrationCurve(target, scores, { parts, weights })
      const sum = (list: readonly number[]): number => list.reduce((total, each) => total + each, 0)
      expect(points.length).toBeLessThanOrEqual(parts)
      expect(sum(points.map(({ weight }) => weight))).toBeCloseTo(sum(Array.from(weights)), 9)
      expect(sum(points.map(({ weight, observed }) => weight * observed))).toBeCloseTo(
        sum(rows.map(each => each.weight * each.answer)),
        9,
      )
      points.forEach(({ predicted }, at) => {
        expect(predicted).toBeGreaterThan(points[at - 1]?.predicted ?? -1)
      })
    }),
  )
})

test('every row is judged once, nobody is on both sides, and folds are alike', () => {
  const listed = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 12 })), {
    minLength: 30,
    maxLength: 80,
  })
  fc.assert(
    fc.property(listed, fc.integer({ min: 2, max: 4 }), fc.integer(), (rows, folds, seed) => {
      const groups = rows.map(([, group]) => group)
      if (new Set(groups).size < folds) return
      const target = rows.map(([answer]) => answer)
      const grouped = makeFolds(target, { folds, random: seeded(seed), groups })
      expect(grouped.flatMap(({ test }) => Array.from(test)).sort((a, b) => a - b)).toEqual([...rows.keys()])
      for (const { train, test } of grouped) {
        const inside = new Set(Array.from(train, at => groups[at]))
        expect(Array.from(test).some(at => inside.has(groups[at]))).toBe(false)
        expect(train.length + test.length).toBe(rows.length)
      }
      const counts = makeFolds(target, { folds, random: seeded(seed) }).map(
        ({ test }) => Array.from(test).filter(at => target[at] === 1).length,
      )
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
    }),
  )
})

test('forward in time, nothing is learned that was not known yet', () => {
  const instants = [10, 10, 20, 30, 40, 40, 50]
  const folds = forwardFolds(instants, { folds: 2, gap: 20 })
  expect(folds.map(({ test }) => Array.from(test))).toEqual([[4, 5], [6]])
  expect(folds.map(({ train }) => Array.from(train))).toEqual([
    [0, 1, 2],
    [0, 1, 2, 3],
  ])
  expect(codeOf(() => forwardFolds(instants, { folds: 4, gap: 20 }))).toBe('too_few_groups')
  expect(codeOf(() => forwardFolds([1, 1], { folds: 1 }))).toBe('too_few_groups')
})

test('an interval holds the truth about as often as it says', () => {
  const random = seeded(5)
  let held = 0
  for (let trial = 0; trial < 200; trial += 1) {
    const values = Array.from({ length: 60 }, () => random.normal())
    const mean = (weights: Float64Array): number[] => [
      values.reduce((sum, value, at) => sum + value * weights[at]!, 0) /
        weights.reduce((sum, weight) => sum + weight, 0),
    ]
    const [interval] = bootstrapIntervals(60, mean, { random: random.split(), repeats: 100, level: 0.9 })
    if (interval!.low <= 0 && interval!.high >= 0) held += 1
  }
  // 180 of 200 by what it says; 4 deviations either way.
  expect(held).toBeGreaterThan(160)
  expect(held).toBeLessThan(197)
})

test('rows of one customer make the interval wider', () => {
  const target = Array.from({ length: 40 }, (_, at) => at % 2)
  const scores = target.map((answer, at) => (answer + (at % 5)) / 6)
  const four = <T>(list: readonly T[]): T[] => list.flatMap(each => [each, each, each, each])
  const groups = four([...target.keys()])
  const options = { threshold: 0.5, random: seeded(2), repeats: 300 }
  const alone = judgeProbabilities(four(target), four(scores), options).brier
  const together = judgeProbabilities(four(target), four(scores), {
    ...options,
    random: seeded(2),
    groups,
  }).brier
  expect(together.value).toBeCloseTo(alone.value, 12)
  expect(together.high - together.low).toBeGreaterThan(1.5 * (alone.high - alone.low))
})

test('what cannot be judged is refused by name', () => {
  const random = seeded(1)
  expect(codeOf(() => rocAuc([], []))).toBe('no_rows')
  expect(codeOf(() => rocAuc([0, 1], [1]))).toBe('wrong_length')
  expect(codeOf(() => rocAuc([0, 2], [1, 2]))).toBe('bad_target')
  expect(codeOf(() => rocAuc([1, 1], [1, 2]))).toBe('one_class')
  expect(codeOf(() => rocAuc([0, 1], [1, Number.NaN]))).toBe('bad_score')
  expect(codeOf(() => logLoss([0, 1], [0.5, 1.5]))).toBe('bad_score')
  expect(codeOf(() => brierScore([0, 1], [-0.1, 1]))).toBe('bad_score')
  expect(codeOf(() => makeFolds([0], { folds: 2, random }))).toBe('too_few_groups')
  expect(codeOf(() => makeFolds([0, 1], { folds: 1.5, random }))).toBe('bad_option')
  expect(codeOf(() => judgeNumbers([1, Number.POSITIVE_INFINITY], [1, 2], { random }))).toBe('bad_target')
  expect(() => gainCurve([0, 1], [1, 2], { parts: 0 })).toThrow(LearningError)
})

function columnsOf(
  rows: readonly { answer: number; score: number; weight: number }[],
): [number[], number[], Float64Array] {
  return [
    rows.map(({ answer }) => answer),
    rows.map(({ score }) => score),
    Float64Array.from(rows, ({ weight }) => weight),
  ]
}
