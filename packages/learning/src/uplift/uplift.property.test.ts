import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seeded } from '../numeric/random.ts'
import { codeOf } from '../testing/estimator-suite.ts'
import { judgeUplift, upliftIntervals } from './judge-uplift.ts'
import { upliftGroups } from './uplift-groups.ts'

const row = fc.record({
  target: fc.integer({ min: 0, max: 3 }),
  arm: fc.integer({ min: 0, max: 1 }),
  score: fc.integer({ min: -3, max: 3 }),
  weight: fc.integer({ min: 1, max: 3 }),
})
type Row = { target: number; arm: number; score: number; weight: number }
const rowsOf = fc
  .array(row, { minLength: 2, maxLength: 40 })
  .filter(rows => [0, 1].every(arm => rows.some(each => each.arm === arm)))

const columnsOf = (rows: readonly Row[]) => ({
  target: rows.map(each => each.target),
  treatment: rows.map(each => each.arm),
  scores: rows.map(each => each.score),
  weights: Float64Array.from(rows, each => each.weight),
})

/** Every prefix added up by itself. */
function areas(rows: readonly Row[]): { qini: number; auuc: number } {
  const sum = (list: readonly Row[], of: (each: Row) => number): number =>
    list.reduce((total, each) => total + each.weight * of(each), 0)
  const all = sum(rows, () => 1)
  const points = [...new Set(rows.map(each => each.score))]
    .sort((a, b) => b - a)
    .map(score => {
      const taken = rows.filter(each => each.score >= score)
      const [treated, left] = [1, 0].map(arm => taken.filter(each => each.arm === arm))
      const [n1, n0] = [sum(treated!, () => 1), sum(left!, () => 1)]
      const [y1, y0] = [sum(treated!, each => each.target), sum(left!, each => each.target)]
      const share = sum(taken, () => 1) / all
      const qini = (y1 - (n0 > 0 ? (y0 * n1) / n0 : 0)) / sum(rows, each => each.arm)
      return { share, qini, auuc: share * (n1 > 0 && n0 > 0 ? y1 / n1 - y0 / n0 : 0) }
    })
  const area = (of: 'qini' | 'auuc'): number => {
    let [share, value, total] = [0, 0, 0]
    for (const point of points) {
      total += ((point.share - share) * (value + point[of])) / 2
      ;[share, value] = [point.share, point[of]]
    }
    return total - value / 2
  }
  return { qini: area('qini'), auuc: area('auuc') }
}

test('areas are those of every prefix added up by itself', () => {
  fc.assert(
    fc.property(rowsOf, rows => {
      const given = judgeUplift(columnsOf(rows))
      const wanted = areas(rows)
      expect(given.qini).toBeCloseTo(wanted.qini, 10)
      expect(given.auuc).toBeCloseTo(wanted.auuc, 10)
    }),
  )
})

test('the order that knows outcomes is what others are a share of, and the curve ends in the mean effect', () => {
  fc.assert(
    fc.property(rowsOf, rows => {
      const { effect, curve, qini } = judgeUplift(columnsOf(rows))
      const knowing = judgeUplift(
        columnsOf(rows.map(each => ({ ...each, score: each.target * (2 * each.arm - 1) }))),
      )
      expect(knowing.qiniNormalised).toBeCloseTo(knowing.qini > 0 ? 1 : 0, 9)
      expect(curve.at(-1)).toMatchObject({
        share: 1,
        uplift: expect.closeTo(effect, 9),
        gain: expect.closeTo(effect, 9),
      })
      const flat = judgeUplift(columnsOf(rows.map(each => ({ ...each, score: 1 }))))
      expect(flat.qini).toBeCloseTo(0, 12)
      const back = judgeUplift(columnsOf([...rows].reverse()))
      expect(back.qini).toBeCloseTo(qini, 10)
    }),
  )
})

test('a known effect is within the interval, and an order by chance is within 0', () => {
  const random = seeded(9)
  const rows = Array.from({ length: 4000 }, () => {
    const [arm, x] = [random.below(2), random.uniform()]
    return { target: random.uniform() < 0.2 + 0.3 * arm * x ? 1 : 0, arm, score: x, weight: 1 }
  })
  const known = upliftIntervals(columnsOf(rows), { random: seeded(1) })
  expect(known.effect.low).toBeLessThan(0.15)
  expect(known.effect.high).toBeGreaterThan(0.15)
  // Of effects 0.3 x in the order of x, the Qini curve is 0.3 (φ − φ² / 2): 0.025 above the line.
  expect(known.qini.low).toBeLessThan(0.025)
  expect(known.qini.high).toBeGreaterThan(0.025)
  expect(known.qini.low).toBeGreaterThan(0.005)
  const blind = rows.map(each => ({ ...each, score: random.uniform() }))
  const none = upliftIntervals(columnsOf(blind), { random: seeded(1) })
  expect(none.qini.low).toBeLessThan(0)
  expect(none.qini.high).toBeGreaterThan(0)
})

test('the four groups part everybody', () => {
  const number = fc.integer({ min: -10, max: 10 }).map(each => each / 10)
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number), { minLength: 1 }), pairs => {
      const groups = upliftGroups(
        pairs.map(([chance]) => Math.abs(chance)),
        pairs.map(([, effect]) => effect),
        { worth: 0.1, sure: 0.5 },
      )
      pairs.forEach(([chance, effect], at) => {
        const wanted =
          effect >= 0.1
            ? 'persuadable'
            : effect <= -0.1
              ? 'do_not_disturb'
              : Math.abs(chance) >= 0.5
                ? 'sure_thing'
                : 'lost_cause'
        expect(groups[at]).toBe(wanted)
      })
    }),
  )
})

test('what cannot be judged is refused by name', () => {
  const rows = { target: [1, 0], treatment: [1, 0], scores: [1, 2] }
  expect(codeOf(() => judgeUplift({ target: [], treatment: [], scores: [] }))).toBe('no_rows')
  expect(codeOf(() => judgeUplift({ ...rows, scores: [1] }))).toBe('wrong_length')
  expect(codeOf(() => judgeUplift({ ...rows, treatment: [1] }))).toBe('wrong_length')
  expect(codeOf(() => judgeUplift({ ...rows, scores: [1, Number.NaN] }))).toBe('bad_score')
  expect(codeOf(() => judgeUplift({ ...rows, treatment: [1, 1] }))).toBe('empty_arm')
  expect(codeOf(() => judgeUplift({ ...rows, treatment: [0, 0] }))).toBe('empty_arm')
  expect(codeOf(() => judgeUplift({ ...rows, treatment: [0, -1] }))).toBe('bad_treatment')
  expect(codeOf(() => judgeUplift({ ...rows, target: [0, Number.NaN] }))).toBe('bad_target')
  expect(() => judgeUplift({ target: [1, 0, 1], treatment: [0, 1, 2], scores: [1, 2, 3] })).toThrow(
    'one treatment at a time',
  )
  expect(codeOf(() => upliftGroups([], []))).toBe('no_rows')
  expect(codeOf(() => upliftGroups([0.1], [0.1], { worth: -1 }))).toBe('bad_option')
})
