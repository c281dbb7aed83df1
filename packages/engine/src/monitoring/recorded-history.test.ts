import { describe, expect, it } from 'vitest'
import type { Refresh } from '../records/refresh.ts'
import { recordedHistory } from './recorded-history.ts'

function refreshed(id: number, asOf: string, size: number, failed = false): Refresh {
  const failure = failed ? { failure: { code: 'x', says: 'x', remedy: 'x' } } : {}
  return {
    id,
    asOf: Date.parse(asOf),
    definitionsVersion: 1,
    startedAt: 0,
    publishedAt: 0,
    state: 'published',
    batch: 1,
    customers: 100,
    layout: { segments: ['vip'], segmentations: [] },
    results: [{ kind: 'segment', id: 'vip', size, value: '15000', entered: 0, left: 0, ...failure }],
    cutoffs: {},
    valueType: 'money',
  }
}

describe('recorded history', () => {
  it('has a point a local day: the last refresh of the day, and all who moved in it', () => {
    const refreshes = [
      refreshed(3, '2026-06-02T21:00:00Z', 12),
      // Already the 2nd in Prague.
      refreshed(2, '2026-06-01T22:30:00Z', 11),
      refreshed(1, '2026-06-01T08:00:00Z', 10),
    ]
    const day = Date.parse('2026-06-02') / 86_400_000
    const points = recordedHistory('vip', refreshes, [{ day, entered: 4, left: 2 }], 'Europe/Prague')
    expect(points).toEqual([
      expect.objectContaining({ refresh: 1, size: 10, entered: 0, left: 0 }),
      expect.objectContaining({
        refresh: 3,
        size: 12,
        entered: 4,
        left: 2,
        customers: 100,
        value: 15_000,
        day,
      }),
    ])
  })

  it('leaves out days on which the segment was not there, or was served from an older result', () => {
    const refreshes = [
      refreshed(1, '2026-06-01T08:00:00Z', 10, true),
      refreshed(2, '2026-06-02T08:00:00Z', 5),
    ]
    expect(recordedHistory('vip', refreshes, [], 'UTC').map(({ refresh }) => refresh)).toEqual([2])
    expect(recordedHistory('gone', refreshes, [], 'UTC')).toEqual([])
  })
})
