import { expect, test } from 'vitest'
import { lockedUntil } from './lock-out.ts'
import { passwordProblem } from './password-rules.ts'

test('four wrong passwords are free, then each further one doubles the wait, up to an hour', () => {
  expect([1, 2, 3, 4].map(failures => lockedUntil(failures, 0))).toEqual(Array(4).fill(undefined))
  expect([5, 6, 7].map(failures => lockedUntil(failures, 0))).toEqual([30_000, 60_000, 120_000])
  expect(lockedUntil(6, 1_000)).toBe(61_000)
  expect([12, 100, 5_000].map(failures => lockedUntil(failures, 0))).toEqual(Array(3).fill(3_600_000))
})

test('a password is long, of several characters, and not what is known of its user', () => {
  const known = ['Anna Nová', 'anna.nova@shop.example']
  expect(passwordProblem('čtyři slova', known)).toContain('fewer than 12')
  expect(passwordProblem('👩‍🚀👩‍🚀👩‍🚀', known)).toContain('fewer than 12')
  expect(passwordProblem('abcabcabcabcabc', known)).toContain('four different')
  expect(passwordProblem('ANNA.NOVA@shop.example', known)).toContain('e-mail')
  expect(passwordProblem(`a1b2${'x'.repeat(1_000)}`, known)).toContain('more than 1000')
  expect(passwordProblem('čtyři různá slova', known)).toBeUndefined()
})
