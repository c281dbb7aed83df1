import { describe, expect, test } from 'vitest'
import { parseInstant } from './calendar.ts'
import { instantOfLocal, localTimes } from './local-times.ts'

const zones = [
  'UTC',
  'Europe/Prague',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Auckland',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'America/Caracas',
]

describe('a local time as an instant', () => {
  test.each(zones)('is what the calendar gives around every change of the clocks: %s', zone => {
    const { starts } = localTimes(zone)
    const minute = 60_000
    const near = [-25 * 60, -61, -31, -1, 0, 1, 31, 61, 25 * 60].map(minutes => minutes * minute)
    const locals = starts.slice(1, 300).flatMap(start => near.map(step => start + step))
    const wrong = [Date.UTC(1970, 0, 1), Date.UTC(2026, 6, 1, 12), ...locals].filter(
      local => instantOfLocal(local, zone) !== parseInstant(new Date(local).toISOString().slice(0, -1), zone),
    )
    expect(wrong.map(local => new Date(local).toISOString())).toEqual([])
  })
})
