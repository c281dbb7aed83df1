import { expect, test } from 'vitest'
import { seeded } from './random.ts'
import { sampleRows } from './sample-rows.ts'

function moments(draw: () => number, count: number): { mean: number; variance: number; third: number } {
  const values = Array.from({ length: count }, draw)
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  const power = (of: number): number => values.reduce((sum, value) => sum + (value - mean) ** of, 0) / count
  return { mean, variance: power(2), third: power(3) }
}

test('one seed gives the same numbers again, another seed others', () => {
  const draw = (seed: number): number[] => {
    const random = seeded(seed)
    return Array.from({ length: 20 }, () => random.uniform())
  }
  expect(draw(7)).toEqual(draw(7))
  expect(draw(7)).not.toEqual(draw(8))
  expect(draw(-1)).not.toEqual(draw(1))
})

test('uniform numbers lie in [0, 1) with the moments of the uniform distribution', () => {
  const random = seeded(3)
  const { mean, variance } = moments(() => random.uniform(), 100_000)
  // Four standard errors of the mean: 4 · √(1/12 / 100,000).
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.0037)
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.001)
})

test('normal numbers have mean 0, variance 1, and no skew', () => {
  const random = seeded(4)
  const { mean, variance, third } = moments(() => random.normal(), 100_000)
  expect(Math.abs(mean)).toBeLessThan(0.0127)
  expect(Math.abs(variance - 1)).toBeLessThan(0.018)
  expect(Math.abs(third)).toBeLessThan(0.05)
})

test('whole numbers below a limit that is no power of two are equally frequent', () => {
  const random = seeded(5)
  const counts = new Array<number>(7).fill(0)
  for (let draw = 0; draw < 70_000; draw += 1) counts[random.below(7)]! += 1
  const chi = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)
  // The 0.9999 quantile of chi-square with 6 degrees of freedom.
  expect(chi).toBeLessThan(27.9)
})

test('a split stream has the numbers this one would have had, and this one goes on elsewhere', () => {
  const [random, twin] = [seeded(9), seeded(9)]
  const stream = random.split()
  const inStream = Array.from({ length: 50 }, () => stream.bits())
  expect(inStream).toEqual(Array.from({ length: 50 }, () => twin.bits()))
  expect(Array.from({ length: 50 }, () => random.bits())).not.toEqual(inStream)
})

test('a sample has no row twice, is ascending, and takes every row as often', () => {
  const random = seeded(6)
  const taken = new Array<number>(10).fill(0)
  for (let draw = 0; draw < 20_000; draw += 1) {
    const sample = Array.from(sampleRows(10, 3, random))
    expect(sample).toEqual([...new Set(sample)].sort((a, b) => a - b))
    for (const row of sample) taken[row]! += 1
  }
  // 6,000 each; a standard deviation is 65.
  for (const count of taken) expect(Math.abs(count - 6000)).toBeLessThan(300)
})
