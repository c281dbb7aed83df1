import type { DeclaredType } from '@kindred/language'
import { expect, test } from 'vitest'
import { readGivenValue } from './read-given-value.ts'

const taken: readonly (readonly [DeclaredType, unknown, unknown])[] = [
  ['boolean', false, false],
  ['number', -0, 0],
  ['number', 9_007_199_254_740_991, 9_007_199_254_740_991],
  ['money', 12.5, 125_000],
  ['money', '0.0001', 1],
  ['money', '-12.340000', -123_400],
  ['money', 0.1 + 0.2 - 0.3 + 1, 10_000],
  ['money', '900719925474.0991', 9_007_199_254_740_991],
  ['text', 'e\u0301', 'é'],
  ['text', '', ''],
  ['date', '2024-02-29', 19_782],
  ['instant', '2026-11-21T10:30:00Z', Date.UTC(2026, 10, 21, 10, 30)],
  ['instant', '2026-11-21T10:30:00+0100', Date.UTC(2026, 10, 21, 9, 30)],
  ['instant', '2026-11-21 10:30', Date.UTC(2026, 10, 21, 9, 30)],
  ['instant', 0, 0],
  ['place', { latitude: 90, longitude: -180 }, { latitude: 90, longitude: -180 }],
  ['tags', ['b', 'a', 'b', 'e\u0301'], ['a', 'b', 'é']],
  ['tags', [], []],
]

test.each(taken)('%s takes %o', (type, given, held) => {
  expect(readGivenValue(type, given, 'Europe/Prague')).toEqual(held)
})

const refused: readonly (readonly [DeclaredType, unknown])[] = [
  ['boolean', 'true'],
  ['boolean', 1],
  ['number', '1'],
  ['number', Number.NaN],
  ['number', Number.POSITIVE_INFINITY],
  ['number', 2 ** 53 + 2],
  ['money', 0.00001],
  ['money', '1.00001'],
  ['money', '1,50'],
  ['money', '1e3'],
  ['money', ' 1'],
  ['money', ''],
  ['money', '900719925474.0992'],
  ['money', Number.NaN],
  ['text', 1],
  ['text', '\ud800'],
  ['text', 'x'.repeat(65_537)],
  ['date', '2026-02-29'],
  ['date', '1899-12-31'],
  ['date', '2026-1-1'],
  ['date', 20_000],
  ['instant', '2026-02-30T00:00:00Z'],
  ['instant', '2026-11-21T10:30:00[Europe/Prague]'],
  ['instant', 1.5],
  ['instant', 1e15],
  ['place', { latitude: 90.1, longitude: 0 }],
  ['place', { latitude: 1, longitude: 2, altitude: 3 }],
  ['place', { latitude: '1', longitude: 2 }],
  ['place', [1, 2]],
  ['place', { latitude: Number.NaN, longitude: 0 }],
  ['tags', 'a'],
  ['tags', ['a', 1]],
  ['tags', Array.from({ length: 1_001 }, (_, at) => String(at))],
]

test.each(refused)('%s does not take %o', (type, given) => {
  expect(readGivenValue(type, given, 'Europe/Prague')).toBeUndefined()
})
