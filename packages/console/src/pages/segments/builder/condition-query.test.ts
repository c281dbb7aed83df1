import { parse, print } from '@kindred/language'
import { describe, expect, test } from 'vitest'
import { queryOf, textOf } from './condition-query.ts'

const texts = [
  'did(purchase, 30d)',
  'not did(purchase, 120d)',
  'in(prague) and lifetime_spend > 500 and not did(purchase, 120d)',
  'country in ("CZ", "SK")',
  'income > 35000 and housing = "house" and job in ("manager", "self_employed")',
  'kind = "business" and (employees >= 50 or company_revenue >= 5000000)',
  'not (country = "CZ" or country = "SK")',
  'not (not (country = "CZ" and job = "a"))',
  'interests any of ("gaming", "photography")',
  'home within 25km of (50.08, 14.43)',
  'home inside place(centre)',
  'contract_end in next 30d',
  'signed_up in last 30d',
  'top 20% by sum(purchase.amount, 365d)',
  'count(purchase where category = "laptop" and amount > 500, 30d) >= 2',
  'spend_365d / orders_365d between 20 and 40',
  'email is unknown',
  'company in list(competitors)',
  'job contains "a, b" and job != "say \\"x\\""',
  'city = "true" and city != "2024" and city in ("a, b", "c")',
  'did(visit then no purchase within 24h, 7d)',
  'lifecycle = "lapsing"',
  'score(churn) > 0.3',
]

describe('a condition in the builder', () => {
  test.for(texts)('%s goes in and comes out the same', text => {
    const query = queryOf(text)
    expect(query).toBeDefined()
    expect(query && textOf(query)).toBe(canonical(text))
  })

  test('what cannot be read has no form, nor what would not come out the same', () => {
    const broken = ['', 'country =', 'a = 1 and b = 2 or c = 3']
    // Without quotes the name would be taken for a word.
    for (const text of [...broken, 'spend_90d > spend_365d']) expect(queryOf(text)).toBeUndefined()
  })

  test('a rule that is not filled in yet has no text, nor has a group of nothing', () => {
    const rule = { field: 'country', operator: '=', value: '' }
    expect(textOf({ combinator: 'and', rules: [rule] })).toBeUndefined()
    expect(textOf({ combinator: 'or', rules: [] })).toBeUndefined()
  })

  test('words are a text; numbers, dates and truths are what they are', () => {
    const of = (value: string) => textOf({ combinator: 'and', rules: [{ field: 'x', operator: '=', value }] })
    expect(['Prague 7', '7', '2026-01-31', 'true', '"7"', 'a" or true or "'].map(of)).toEqual([
      'x = "Prague 7"',
      'x = 7',
      'x = 2026-01-31',
      'x = true',
      'x = "7"',
      undefined,
    ])
  })
})

function canonical(text: string): string {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problems.map(({ code }) => code)}`)
  return print(parsed.expression)
}
