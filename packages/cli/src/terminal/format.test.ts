import { expect, test } from 'vitest'
import { formatAge, formatChange, formatInstant, formatMoney, formatShare, formatValue } from './format.ts'

const locale = { timezone: 'Europe/Prague', currency: 'EUR' }

test('money keeps its digits, however many', () => {
  expect(formatMoney('8911407.9')).toBe('8,911,407.90')
  expect(formatMoney('-0.5')).toBe('−0.50')
  expect(formatMoney('900719925474099112345.6789')).toBe('900,719,925,474,099,112,345.67')
})

test('an instant is shown on the clock of the workspace, not of the machine', () => {
  expect(formatInstant('2026-06-30T22:30:00.000Z', locale)).toBe('2026-07-01 00:30')
  expect(formatInstant('2026-01-01T11:00:07.000Z', locale)).toBe('2026-01-01 12:00:07')
})

test('shares near the ends do not pretend to be the ends', () => {
  expect(formatShare(0.0004)).toBe('0.0 %')
  expect(formatShare(0)).toBe('0 %')
  expect(formatShare(1)).toBe('100 %')
  expect(formatShare(null)).toBe('–')
})

test('moves show their direction, and standing still shows nothing to look at', () => {
  expect([12_000, -3, 0].map(formatChange)).toEqual(['+12,000', '−3', '·'])
})

test('an age is told in the unit a person would use', () => {
  expect([12, 600, 8000, 900_000].map(formatAge)).toEqual(['12 s', '10 min', '2 h', '10 days'])
})

test('every type of value reads, unknown and empty text apart', () => {
  expect(formatValue({ type: 'money', value: '12.5' }, locale)).toBe('12.50 EUR')
  expect(formatValue({ type: 'text', value: null }, locale)).toBe('unknown')
  expect(formatValue({ type: 'text', value: '' }, locale)).toBe('""')
  expect(formatValue({ type: 'tags', value: ['a', 'b'] }, locale)).toBe('a, b')
  expect(formatValue({ type: 'place', value: { latitude: 50, longitude: 14 } }, locale)).toBe('50, 14')
})
