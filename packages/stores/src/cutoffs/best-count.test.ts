import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bestCount, bestOfQuantiles, reachesShare } from './best-count.ts'

it('takes shares as they are written, not as floats multiply', () => {
  expect(bestCount(0.07, 100)).toBe(7)
  expect(bestCount(0.29, 100)).toBe(29)
  expect(bestCount(0.2, 3)).toBe(1)
  expect(bestCount(1, 12)).toBe(12)
  expect(bestCount(0.2, 0)).toBe(0)
})

it('never gives nobody while there is somebody, and never more than all', () => {
  const share = fc.integer({ min: 1, max: 1_000_000 }).map(parts => parts / 1_000_000)
  fc.assert(
    fc.property(share, fc.integer({ min: 1, max: 1_000_000_000 }), (top, customers) => {
      const count = bestCount(top, customers)
      expect(count).toBeGreaterThanOrEqual(1)
      expect(count).toBeLessThanOrEqual(customers)
    }),
  )
})

it('divides customers into quantiles whose sizes differ by one at most', () => {
  const counts = [1, 2, 3, 4].map(nth => bestOfQuantiles(nth, 5, 12))
  expect(counts).toEqual([3, 5, 8, 10])
})

it('compares a part of a sum with a share of it without rounding', () => {
  expect(reachesShare(8n * 10n ** 30n, 0.8, 10n ** 31n)).toBe(true)
  expect(reachesShare(8n * 10n ** 30n - 1n, 0.8, 10n ** 31n)).toBe(false)
})
