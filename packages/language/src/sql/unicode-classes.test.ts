import { RE2JS } from 're2js'
import { describe, expect, test } from 'vitest'
import { writeOutClasses } from './unicode-classes.ts'

const texts = ['a', 'Ж', 'é', '7', '٣', ' ', '[', ']', '\\', 'p', 'L', 'pL', 'ǅ', '😀', 'ß', '\u{1e94b}', 'A']

describe('classes of Unicode written out', () => {
  test('leave a pattern without any as it is', () => {
    expect(writeOutClasses('[a-z]+\\d\\\\p')).toBe('[a-z]+\\d\\\\p')
  })

  test('are ranges of code points', () => {
    expect(writeOutClasses('\\p{Lt}')).toMatch(/^\[\\x\{1c5\}\\x\{1c8\}.*\]$/)
  })

  test.each([
    '\\pL',
    '\\PL',
    '^\\p{Greek}|\\pN$',
    '[\\pL\\d]',
    '[^\\pL]',
    '[[:digit:]\\pN]',
    '[]\\pN]',
    '[a[]\\pL|\\pN',
    '\\Q\\pL\\E|\\pN',
    '\\\\pL',
    '(?i)\\p{Lu}',
    '(?i)[^\\p{Lu}]',
  ])('match what %s matches', pattern => {
    const written = RE2JS.compile(writeOutClasses(pattern), RE2JS.DOTALL)
    const original = RE2JS.compile(pattern, RE2JS.DOTALL)
    expect(texts.map(text => written.test(text))).toEqual(texts.map(text => original.test(text)))
  })
})
