import { expect, test } from 'vitest'
import { RateLimits } from './rate-limits.ts'

test("a minute's worth may come at once, and then as fast as it refills", () => {
  const limits = new RateLimits()
  const take = (at: number, caller = 'a') => limits.take(caller, 60, at)
  for (let calls = 0; calls < 60; calls += 1) expect(take(0)).toBe(0)
  expect(take(0)).toBe(1)
  expect(take(500)).toBe(1)
  expect(take(0, 'b')).toBe(0)
  expect(take(1_000)).toBe(0)
  expect(take(1_000)).toBe(1)
  for (let calls = 0; calls < 60; calls += 1) expect(take(120_000)).toBe(0)
  expect(take(120_000)).toBe(1)
})

test('a slow limit tells the whole wait, and a clock that is set back gives nothing away', () => {
  const limits = new RateLimits()
  expect(limits.take('a', 1, 100_000)).toBe(0)
  expect(limits.take('a', 1, 100_000)).toBe(60)
  expect(limits.take('a', 1, 0)).toBe(60)
})

test('whoever is refused is not put off by asking again', () => {
  const limits = new RateLimits()
  expect(limits.take('a', 1, 0)).toBe(0)
  for (let at = 1_000; at < 60_000; at += 1_000) expect(limits.take('a', 1, at)).toBeGreaterThan(0)
  expect(limits.take('a', 1, 60_000)).toBe(0)
})
