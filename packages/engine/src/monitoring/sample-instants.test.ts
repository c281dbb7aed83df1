import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleInstants, stepFrom } from './sample-instants.ts'

const iso = (instants: readonly number[] | undefined) => instants?.map(at => new Date(at).toISOString())

describe('sample instants', () => {
  it('keep the clock time of every day when the clocks change', () => {
    const days = sampleInstants(
      Date.parse('2026-03-28T08:00:00Z'),
      Date.parse('2026-03-30T08:00:00Z'),
      'day',
      'Europe/Prague',
      10,
    )
    expect(iso(days)).toEqual([
      '2026-03-28T08:00:00.000Z',
      '2026-03-29T07:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
    ])
  })

  it('stand on the last day of a month that lacks the day, and on the day again afterwards', () => {
    const months = sampleInstants(
      Date.parse('2027-01-31T00:00:00Z'),
      Date.parse('2027-03-31T00:00:00Z'),
      'month',
      'UTC',
      10,
    )
    expect(iso(months)).toEqual([
      '2027-01-31T00:00:00.000Z',
      '2027-02-28T00:00:00.000Z',
      '2027-03-31T00:00:00.000Z',
    ])
  })

  it('move a time of day that the clocks skip to after the gap', () => {
    const from = Date.parse('2026-03-28T01:30:00Z')
    expect(new Date(stepFrom(from, 1, 'day', 'Europe/Prague')).toISOString()).toBe('2026-03-29T01:30:00.000Z')
    expect(new Date(stepFrom(from, 2, 'day', 'Europe/Prague')).toISOString()).toBe('2026-03-30T00:30:00.000Z')
  })

  it('are refused beyond the most allowed', () => {
    expect(sampleInstants(0, 86_400_000 * 5, 'day', 'UTC', 6)).toHaveLength(6)
    expect(sampleInstants(0, 86_400_000 * 5, 'day', 'UTC', 5)).toBeUndefined()
  })

  it('rise, begin at the first and never pass the last', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000_000_000 }),
        fc.constantFrom(
          'day' as const,
          'week' as const,
          'month' as const,
          'quarter' as const,
          'year' as const,
        ),
        fc.constantFrom('Europe/Prague', 'America/New_York', 'Pacific/Auckland', 'Asia/Kathmandu'),
        fc.integer({ min: 0, max: 30 }),
        (from, every, timezone, steps) => {
          const to = stepFrom(from, steps, every, timezone)
          const found = sampleInstants(from, to, every, timezone, 100) ?? []
          // Of a time that comes twice the first is meant.
          expect(from - (found[0] ?? 0)).toBeOneOf([0, 3_600_000])
          expect(found).toHaveLength(steps + 1)
          expect(found).toEqual([...found].sort((a, b) => a - b))
        },
      ),
      { numRuns: 50 },
    )
  })
})
