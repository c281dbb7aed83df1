import { seeded } from '@kindred/learning'
import { expect, test } from 'vitest'
import { cliffsDelta } from './cliffs-delta.ts'
import { rankColumn } from './ranked-column.ts'

/** As the paper writes it down, over all pairs. */
function byPairs(x: readonly number[], y: readonly number[]): { delta: number; variance: number } {
  const [m, n] = [x.length, y.length]
  const d = x.map(a => y.map(b => Math.sign(a - b)))
  const sum = (list: readonly number[]): number => list.reduce((total, each) => total + each, 0)
  const delta = sum(d.map(sum)) / m / n
  const ofX = sum(d.map(row => (sum(row) / n - delta) ** 2))
  const ofY = sum(y.map((_, j) => (sum(d.map(row => row[j]!)) / m - delta) ** 2))
  const ofPairs = sum(d.map(row => sum(row.map(each => (each - delta) ** 2))))
  return { delta, variance: (n * n * ofX + m * m * ofY - ofPairs) / (m * n * (m - 1) * (n - 1)) }
}

function split(values: readonly number[], inside: number): { column: Float64Array; members: Uint8Array } {
  return {
    column: Float64Array.from(values),
    members: Uint8Array.from(values, (_, row) => (row < inside ? 1 : 0)),
  }
}

test.each([1, 2, 3, 4, 5, 6])('delta and interval by ranks are those of all pairs (seed %i)', seed => {
  const random = seeded(seed)
  const values = Array.from({ length: 45 }, (_, row) => random.below(9) + (row < 20 ? seed / 2 : 0))
  const { column, members } = split(values, 20)
  const { delta, variance } = byPairs(values.slice(0, 20), values.slice(20))
  const found = cliffsDelta(rankColumn(column), members)!
  expect(found.effect).toBeCloseTo(delta, 12)
  const [z, d] = [1.959963984540054, delta]
  const spread = z * Math.sqrt(variance) * Math.sqrt((1 - d * d) ** 2 + z * z * variance)
  const below = 1 - d * d + z * z * variance
  expect(found.interval[0]).toBeCloseTo(Math.max(-1, (d - d ** 3 - spread) / below), 10)
  expect(found.interval[1]).toBeCloseTo(Math.min(1, (d - d ** 3 + spread) / below), 10)
})

test('19 of 20 intervals hold the true delta', () => {
  const random = seeded(11)
  // Of two normal columns 0.8 deviations apart, delta is 2 Φ(0.8 / √2) − 1.
  const truth = 0.42839
  let held = 0
  for (let round = 0; round < 1000; round += 1) {
    const values = Array.from({ length: 90 }, (_, row) => random.normal() + (row < 30 ? 0.8 : 0))
    const { column, members } = split(values, 30)
    const [low, high] = cliffsDelta(rankColumn(column), members)!.interval
    if (low <= truth && truth <= high) held += 1
  }
  // A standard error of the share is 0.007.
  expect(held).toBeGreaterThan(925)
  expect(held).toBeLessThan(975)
})

test('all greater is 1, with the bound of the smaller side, and turned round it is −1', () => {
  const { column, members } = split([5, 6, 7, 8, 9, 1, 2, 3, 4, 0], 5)
  const z = 1.959963984540054 ** 2
  expect(cliffsDelta(rankColumn(column), members)).toEqual({
    effect: 1,
    interval: [(5 - z) / (5 + z), 1],
  })
  const others = members.map(each => 1 - each)
  expect(cliffsDelta(rankColumn(column), others)!.effect).toBe(-1)
})

test('who is unknown does not count, all the same is 0, nobody on one side is nothing', () => {
  const { column, members } = split([Number.NaN, 2, 2, 2, 2, Number.NaN], 3)
  const found = cliffsDelta(rankColumn(column), members)!
  expect(found.effect).toBe(0)
  expect(found.interval[0]).toBeLessThanOrEqual(0)
  expect(found.interval[1]).toBeGreaterThanOrEqual(0)
  expect(cliffsDelta(rankColumn(column), new Uint8Array(6))).toBeUndefined()
})
