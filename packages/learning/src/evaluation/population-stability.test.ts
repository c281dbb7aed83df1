import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LearningError } from '../errors.ts'
import { populationStability } from './population-stability.ts'

const counts = fc
  .array(fc.tuple(fc.nat(500), fc.nat(500)), { minLength: 1, maxLength: 12 })
  .filter(pairs => [0, 1].every(side => pairs.some(pair => (pair[side] ?? 0) > 0)))

describe('population stability', () => {
  test("a scorecard's ten bands, added up by hand", () => {
    const before = [10, 10, 10, 10, 10, 10, 10, 10, 10, 10]
    const after = [8, 9, 9, 10, 10, 10, 10, 11, 11, 12]
    const byHand = after.reduce((sum, count) => sum + (count / 100 - 0.1) * Math.log(count / 100 / 0.1), 0)
    expect(populationStability(before, after)).toBeCloseTo(byHand, 15)
  })

  test('is 0 of what has not moved, never below, the same both ways, and blind to how many there are', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 9 }), (pairs, times) => {
        const [before, after] = [0, 1].map(side => pairs.map(pair => pair[side] ?? 0))
        const moved = populationStability(before ?? [], after ?? [])
        expect(moved).toBeGreaterThanOrEqual(0)
        expect(populationStability(after ?? [], before ?? [])).toBeCloseTo(moved, 12)
        expect(populationStability(before ?? [], before?.map(count => count * times) ?? [])).toBeCloseTo(
          0,
          12,
        )
      }),
    )
  })

  test.each([
    [[1, 2], [1], 'wrong_length'],
    [[0, 0], [1, 1], 'no_rows'],
    [[1, -1], [1, 1], 'bad_weight'],
    [[1, 1], [1, Number.NaN], 'bad_weight'],
  ])('%j against %j is refused', (before, after, code) => {
    expect(() => populationStability(before, after)).toThrow(expect.objectContaining({ code }))
    expect(() => populationStability(before, after)).toThrow(LearningError)
  })
})
