import { describe, expect, test } from 'vitest'
import { parse } from '../parse/parse.ts'
import { cases } from '../testing/cases.ts'
import { print } from './print.ts'

function printed(text: string): string {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(parsed.problems.map(problem => problem.says).join(' '))
  return print(parsed.expression)
}

function withoutSpans(text: string): string {
  const parsed = parse(text)
  return JSON.stringify(parsed, (key, value: unknown) => (key === 'span' ? undefined : value))
}

describe('the canonical form', () => {
  test.each([
    ['  a=1   AND not  ( b>2 ) ', 'a = 1 and not b > 2'],
    ['((a and b))', 'a and b'],
    ['(a and b) or (c and d)', '(a and b) or (c and d)'],
    ['a and (b and c)', 'a and (b and c)'],
    ['not (a or b)', 'not (a or b)'],
    ['not not a', 'not not a'],
    ['(a + b) * c - (d - e)', '(a + b) * c - (d - e)'],
    ['(a * b) + c', 'a * b + c'],
    ['a / (b / c) / d', 'a / (b / c) / d'],
    ['-(a + b)', '-(a + b)'],
    ['- -a', '--a'],
    ['a - (-5)', 'a - -5'],
    ['(a = 1) = (b = 2)', '(a = 1) = (b = 2)'],
    ['(a and b) is known', '(a and b) is known'],
    ['007.50 > 0.50', '7.5 > 0.5'],
    ['count( visit ,24h )', 'count(visit, 24h)'],
    ['count(visit, last 1 month)', 'count(visit, last month)'],
    ['count(visit, 60d TO 30d AGO)', 'count(visit, 60d to 30d ago)'],
    [
      'sum(purchase.amount where (category = "a" or category = "b"), this week)',
      'sum(purchase.amount where category = "a" or category = "b", this week)',
    ],
    ['a in("x","y")', 'a in ("x", "y")'],
    ['home within 25.0km of ( 50.080 , -14.43 )', 'home within 25km of (50.08, -14.43)'],
    ['anniversary(birth_date) in next 7d', 'anniversary(birth_date) in next 7d'],
    ['a ~= "e\u0301\\u{7}\\n\\"\\\\"', 'a ~= "é\\u{7}\\n\\"\\\\"'],
    ['a = "\u202e"', 'a = "\\u{202E}"'],
    ['a = "👩‍💻"', 'a = "👩‍💻"'],
  ])('%s', (text, canonical) => expect(printed(text)).toBe(canonical))

  test('of every case means the same, and is its own canonical form', () => {
    for (const { text } of cases) {
      expect(withoutSpans(printed(text))).toBe(withoutSpans(text))
      expect(printed(printed(text))).toBe(printed(text))
    }
  })
})
