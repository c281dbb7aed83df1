import { describe, expect, test } from 'vitest'
import { PATTERNS } from '../testing/hostile-values.ts'
import { patternFault } from './pattern-fault.ts'

describe('a pattern', () => {
  test.each([
    ...PATTERNS,
    '(?i)žluť',
    '(?i)[à-ž]+',
    '^\\pL{2,20}$',
    '(?i)^\\p{Greek}+$',
    'a{1000}',
    '[\\x{100}-\\x{10ffff}]{900}',
    'ɤ',
  ])('%s is taken', pattern => expect(patternFault(pattern)).toBeUndefined())

  test.each([
    ['(?=a)', '(?='],
    ['(?<=a)b', '(?<=a)'],
    ['\\1', '\\1'],
    ['\\C', '\\C'],
    ['(a', 'missing'],
    ['a{1001}', '{1001}'],
    ['x'.repeat(1001), '1000 characters'],
    ['\\pL{51}', 'repeated'],
    ['(\\pL{1,10}){1,10}', 'repeated'],
    ['a(?i)\\pL', 'has to stand first'],
    ['(?i)ɤ', 'too new'],
    ['(?i)[a-\\x{1000}]', 'too new'],
    ['(?i:\\x{A7DC})', 'too new'],
  ])('%s is not', (pattern, reason) => expect(patternFault(pattern)).toContain(reason))
})
