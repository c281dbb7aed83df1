import { expect, test } from 'vitest'
import { codePoints, equalIgnoringCase, lowerCase } from './fold-text.ts'

test.each([
  ['ČESKO', 'česko', true],
  ['straße', 'STRASSE', false],
  ['straße', 'STRAẞE', true],
  ['ı', 'I', false],
  ['İ', 'i', false],
  ['İ', 'İ', true],
  ['ΟΔΟΣ', 'οδος', true],
  ['K', 'k', true], // the Kelvin sign folds to k
  ['a.b', 'axb', false],
  ['a|b', 'a', false],
  ['', '', true],
  ['', '\n', false],
  ['a', 'A\n', false],
  ['line\nbreak', 'LINE\nBREAK', true],
  ['\u0000', '\u0000', true],
  ['😀', '😀', true],
  ['^$\\.*+?()[]{}|/-', '^$\\.*+?()[]{}|/-', true],
])('%j against %j ignoring case: %s', (pattern, text, same) => {
  expect(equalIgnoringCase(pattern)(text)).toBe(same)
})

test.each([
  ['ČESKO', 'česko'],
  ['ΟΔΟΣ', 'οδοσ'],
  ['İ', 'i̇'],
  ['I', 'i'],
  ['ẞ', 'ß'],
  ['😀Ꭰ', '😀ꭰ'],
])('%s in lower case is %s', (text, lower) => {
  expect(lowerCase(text)).toBe(lower)
})

test('length counts code points', () => {
  expect(codePoints('a😀é')).toBe(3)
  expect(codePoints('e\u0301')).toBe(2)
  expect(codePoints('')).toBe(0)
})
