import { expect, test } from 'vitest'
import {
  counted,
  formatAge,
  formatChange,
  formatMoney,
  formatNumber,
  formatShare,
  formatValue,
} from './format.ts'

test('numbers are grouped; small ones keep two figures', () => {
  expect([12_345, 3.1412, 0.0042, 0.157, 0, -0.5].map(formatNumber)).toEqual([
    '12,345',
    '3.14',
    '0.0042',
    '0.16',
    '0',
    '-0.5',
  ])
})

test('shares, changes, money and ages as people write them; what is unknown is a dash', () => {
  expect([0.075, 0.824, 0, null, undefined].map(formatShare)).toEqual(['7.5 %', '82 %', '0 %', '–', '–'])
  expect([12, 0, -3].map(formatChange)).toEqual(['+12', '0', '−3'])
  expect([formatMoney('1234.5', 'EUR'), formatMoney(9.5, 'CZK')]).toEqual(['1,235 EUR', '9.5 CZK'])
  expect([30, 120, 7200, 86_400 * 153].map(formatAge)).toEqual([
    'under a minute',
    '2 minutes',
    '2 hours',
    '153 days',
  ])
  const units = { currency: 'EUR', timezone: 'Europe/Prague' }
  expect(formatValue({ type: 'instant', value: '2026-06-30T15:00:00.000Z' }, units)).toBe(
    '30\u00a0Jun\u00a02026, 17:00',
  )
  expect(formatValue({ type: 'boolean', value: null }, units)).toBe('–')
})

test('one of a thing, and more', () => {
  expect([counted(1, 'class'), counted(2, 'class'), counted(3, 'discovery'), counted(4, 'day')]).toEqual([
    '1 class',
    '2 classes',
    '3 discoveries',
    '4 days',
  ])
})
