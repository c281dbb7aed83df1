import type { DeclaredType, Value } from '@kindred/language'

/** Texts on which quoting, escaping and comparing have gone wrong somewhere. */
export const hostileTexts: readonly string[] = [
  "it's",
  '"double"',
  'back\\slash',
  '\\N',
  'NULL',
  '100 %',
  'under_score',
  'tab\tand\nline\r\n',
  'nul \0 inside',
  ' spaces ',
  '😀 emoji',
  'İstanbul ı',
  '{id:String}',
  '`backtick`',
  "'; DROP TABLE events; --",
  '\u200b',
  '\ufeff',
  '[1,2]',
  'x'.repeat(3_000),
]

interface ValueCase {
  readonly type: DeclaredType
  readonly label: string
  readonly value: Value
  /** Where what is kept is another way to write the same. */
  readonly kept?: Value
}

const day = 86_400_000

/** Values at the edges of their types, with what comes back. */
export const valueCases: readonly ValueCase[] = [
  { type: 'boolean', label: 'true', value: true },
  { type: 'boolean', label: 'false', value: false },
  { type: 'number', label: '0', value: 0 },
  { type: 'number', label: '−0', value: -0, kept: 0 },
  { type: 'number', label: 'a third', value: 1 / 3 },
  { type: 'number', label: '0.1 + 0.2', value: 0.1 + 0.2 },
  { type: 'number', label: 'the smallest', value: Number.MIN_VALUE },
  { type: 'number', label: 'one that quick parsers miss', value: 0.000_035_689_437_501_293_17 },
  { type: 'number', label: '2^53', value: Number.MAX_SAFE_INTEGER },
  { type: 'number', label: '−2^53', value: -Number.MAX_SAFE_INTEGER },
  { type: 'money', label: 'nothing', value: 0 },
  { type: 'money', label: 'a ten-thousandth', value: 1 },
  { type: 'money', label: 'minus a ten-thousandth', value: -1 },
  { type: 'money', label: '12.3', value: 123_000 },
  { type: 'money', label: 'the largest', value: Number.MAX_SAFE_INTEGER },
  { type: 'money', label: 'the largest debt', value: -Number.MAX_SAFE_INTEGER },
  { type: 'money', label: 'a bigint', value: 50_000n, kept: 50_000 },
  { type: 'text', label: 'empty', value: '' },
  { type: 'text', label: 'decomposed', value: 'e\u0301', kept: '\u00e9' },
  ...hostileTexts.map((value, position) => ({ type: 'text' as const, label: `hostile ${position}`, value })),
  { type: 'date', label: '1900-01-01', value: Date.UTC(1900, 0, 1) / day },
  { type: 'date', label: '1969-12-31', value: -1 },
  { type: 'date', label: '1970-01-01', value: 0 },
  { type: 'date', label: '29 February', value: Date.UTC(2024, 1, 29) / day },
  { type: 'date', label: '2299-12-31', value: Date.UTC(2299, 11, 31) / day },
  { type: 'instant', label: 'the first', value: Date.UTC(1900, 0, 1) },
  { type: 'instant', label: 'a millisecond before 1970', value: -1 },
  { type: 'instant', label: '0', value: 0 },
  { type: 'instant', label: 'to the millisecond', value: Date.UTC(2026, 2, 29, 1, 30, 0, 7) },
  { type: 'instant', label: 'the last', value: Date.UTC(2300, 0, 1) - 1 },
  { type: 'place', label: 'Prague', value: { latitude: 50.087_465_1, longitude: 14.421_253_5 } },
  { type: 'place', label: 'where both are 0', value: { latitude: 0, longitude: 0 } },
  { type: 'place', label: 'the south pole', value: { latitude: -90, longitude: -180 } },
  { type: 'tags', label: 'none', value: [] },
  { type: 'tags', label: 'one that is empty', value: [''] },
  { type: 'tags', label: 'in another order, and twice', value: ['b', 'a', 'b'], kept: ['a', 'b'] },
  { type: 'tags', label: 'hostile', value: hostileTexts, kept: [...hostileTexts].sort() },
]
