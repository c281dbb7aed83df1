import { describe, expect, test } from 'vitest'
import { checkTarget } from './check-target.ts'
import { compileText } from './compile-text.ts'
import { englishTarget } from './english/english.ts'
import { print } from './print/print.ts'
import { withMark } from './testing/marked-text.ts'
import { testVocabulary } from './testing/vocabulary.ts'

function withoutSpans(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, part: unknown) => (key === 'span' ? undefined : part)))
}

describe('a target', () => {
  test.each([
    ['never(purchase) in next 90d', 'never(purchase, 90d)', 'will not have purchased in the next 90 days'],
    [
      'did(purchase where category = "laptop") in next 30d',
      'did(purchase where category = "laptop", 30d)',
      'will have a purchase in the next 30 days (where the category is “laptop”)',
    ],
    [
      'never(purchase where amount > 5) in next 1d',
      'never(purchase where amount > 5, 1d)',
      'will have no purchase in the next day (where the amount is more than 5 EUR)',
    ],
    [
      'sum(purchase.amount) in next 365d',
      'sum(purchase.amount, 365d)',
      'the total amount of purchases in the next 365 days',
    ],
    [
      'count(visit) in next 7d > 3',
      'count(visit, 7d) > 3',
      'will have more than 3 visits in the next 7 days',
    ],
    [
      'sum(purchase.amount) in next 12w between 10 and 20.5',
      'sum(purchase.amount, 12w) between 10 and 20.5',
      'the total amount of purchases in the next 12 weeks is between 10 EUR and 20.50 EUR',
    ],
    [
      'did(visit then purchase within 1h) in next 7d',
      'did(visit then purchase within 1h, 7d)',
      'will have had, in the next 7 days, a visit, then a purchase within 1 hour',
    ],
    [
      'did(purchase) in next 30d and not did(call) in next 720h',
      'did(purchase, 30d) and not did(call, 720h)',
      'will have purchased in the next 30 days, **and** will not have called in the next 720 hours',
    ],
    [
      '(sum(purchase.amount) in next 30d) / (count(purchase) in next 30d)',
      'sum(purchase.amount, 30d) / count(purchase, 30d)',
      'the total amount of purchases in the next 30 days divided by the number of purchases in the next 30 days',
    ],
    [
      'most_frequent(purchase.category) in next 30d in ("laptop", "phone")',
      'most_frequent(purchase.category, 30d) in ("laptop", "phone")',
      'the most frequent category of purchases in the next 30 days is “laptop” or “phone”',
    ],
  ])('%s', (text, later, english) => {
    const { target, expression, problems } = checkTarget(text, testVocabulary)
    expect(problems).toEqual([])
    const { checked } = compileText(later, testVocabulary)
    expect(withoutSpans(target?.is)).toEqual(withoutSpans(checked))
    expect(expression && print(expression)).toBe(text)
    expect(target && englishTarget(target, testVocabulary)).toBe(english)
  })

  test('says how far ahead it looks', () => {
    expect(checkTarget('never(purchase) in next 12w', testVocabulary).target?.ahead).toEqual({
      amount: 12,
      unit: 'w',
    })
  })
})

describe('what is no target', () => {
  test.each([
    ['‹did(purchase, 30d)›', 'target_without_ahead', 'in next 90d'],
    ['did(purchase, ‹30d›) in next 30d', 'target_with_window', '30d'],
    ['did(purchase, ‹this month›) in next 30d', 'target_with_window', 'last argument'],
    ['did(purchase) in next 30d or ‹did(call) in next 31d›', 'target_differs', '30d'],
    ['did(purchase) in next 30d and ‹country› = "CZ"', 'target_reads_present', "'country'"],
    ['did(purchase) in next 30d and ‹in(vip)›', 'target_reads_present', 'in(vip)'],
    ['did(purchase) in next 30d and ‹lifecycle› = "new"', 'target_reads_present', 'lifecycle'],
    ['count(visit) in next 30d > ‹orders›', 'target_reads_present', 'orders'],
    ['did(purchase) in next 30d and ‹score(churn)› > 0.5', 'target_reads_present', 'score(churn)'],
    ['did(purchase) in next 30d and ‹top 10% by spend›', 'target_reads_present', 'population'],
    ['count(visit) in next 30d > ‹count(visit, 30d)›', 'target_reads_present', 'count(visit'],
    ['did(purchase) in next 30d and ‹contract_end› in next 30d', 'target_reads_present', 'contract_end'],
    ['(‹country = "CZ"›) in next 30d', 'operand_type', 'a date or an instant'],
    ['‹did(purchase) in next 0d›', 'empty_window', '0d'],
    ['‹last(purchase.category) in next 30d›', 'wrong_type', 'text'],
    ['did(‹order›) in next 30d', 'unknown_event', 'order'],
  ])('%s is refused', (marked, code, words) => {
    const text = marked.replace(/[‹›]/g, '')
    const { problems, target } = checkTarget(text, testVocabulary)
    expect(target).toBeUndefined()
    const found = problems.find(problem => problem.code === code)
    expect(found && withMark(text, found), JSON.stringify(problems)).toBe(marked)
    expect(`${found?.says} ${found?.remedy}`).toContain(words)
  })

  test('nothing else looks ahead', () => {
    const { checked, problems } = compileText('count(visit) in next 7d > 3', testVocabulary)
    expect(checked).toBeUndefined()
    expect(problems.map(({ code }) => code)).toEqual(['target_out_of_place'])
    expect(problems[0]?.remedy).toContain('score(…)')
  })

  test('days that events tell of are looked for as ever', () => {
    const { problems } = compileText('max(purchase.delivered_on) in next 7d', testVocabulary)
    expect(problems).toEqual([])
  })
})
