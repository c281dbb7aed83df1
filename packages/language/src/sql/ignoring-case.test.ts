import { describe, expect, test } from 'vitest'
import { ignoringCase, sameButForCase } from './ignoring-case.ts'

/** All code points that any kind of case folding knows. */
function casedPoints(): string[] {
  const points: string[] = []
  for (let code = 0; code <= 0x10ffff; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue
    const point = String.fromCodePoint(code)
    if (/\p{Changes_When_Casefolded}|\p{Changes_When_Casemapped}/u.test(point)) points.push(point)
  }
  return points
}

describe('equal but for case', () => {
  test('is what JavaScript takes for equal, for every code point that has a case', () => {
    const points = casedPoints()
    const all = points.join('\n')
    const wrong = points.filter(point => {
      const code = (point.codePointAt(0) ?? 0).toString(16)
      const equal = [...all.matchAll(new RegExp(`\\u{${code}}`, 'giu'))].map(([match]) => match)
      return equal.sort().join() !== [...sameButForCase(point)].sort().join()
    })
    expect(points.length).toBeGreaterThan(2_500)
    expect(wrong).toEqual([])
  })

  test('takes the Turkish i as no other, and ß as no two letters', () => {
    expect(sameButForCase('i')).toEqual(['I', 'i'])
    expect(sameButForCase('ı')).toEqual(['ı'])
    expect(sameButForCase('ß')).toEqual(['ß', 'ẞ'])
    expect(sameButForCase('k')).toEqual(['K', 'k', '\u212a'])
  })

  test('is a pattern in which nothing but letters and digits stands for itself', () => {
    expect(ignoringCase(Array.from("a.*'\0"))).toBe('\\A[Aa]\\x{2e}\\x{2a}\\x{27}\\x{0}\\z')
  })
})
