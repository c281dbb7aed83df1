import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../check/check.ts'
import { compileText } from '../compile-text.ts'
import { arbitraryExpression } from '../testing/arbitrary-expression.ts'
import { testVocabulary } from '../testing/vocabulary.ts'
import type { Vocabulary } from '../vocabulary/vocabulary.ts'
import { english } from './english.ts'

/** Labelled as a workspace would label it. */
const vocabulary: Vocabulary = {
  ...testVocabulary,
  features: new Map(
    [...testVocabulary.features].map(([name, feature]) => [name, labelledFeature(name, feature)]),
  ),
  segments: new Map(
    [...testVocabulary.segments].map(([name, segment]) => [
      name,
      name === 'vip' ? { ...segment, label: 'VIP' } : segment,
    ]),
  ),
}

function labelledFeature<T extends object>(name: string, feature: T): T & { label?: string } {
  return name === 'spend_90d' ? { ...feature, label: 'Spend in 90 days' } : feature
}

function said(text: string): string {
  const { checked, problems } = compileText(text, vocabulary)
  if (checked === undefined) throw new Error(problems.map(problem => problem.says).join(' '))
  return english(checked, vocabulary)
}

const READINGS: Readonly<Record<string, readonly (readonly [text: string, english: string])[]>> = {
  joints: [
    [
      'sum(purchase.amount, 90d) > 1000 and country in ("CZ", "SK") and not did(visit, 30d)',
      'purchases in the last 90 days sum to more than 1,000 EUR, **and** the country is Czechia or Slovakia, **and** has not visited in the last 30 days',
    ],
    [
      'country = "CZ" or (did(visit) and did(purchase))',
      'the country is Czechia, **or** (has visited, **and** has purchased)',
    ],
    ['not (did(visit) or did(call))', '**not** (has visited, **or** has called)'],
    ['not not did(visit)', 'has visited'],
    ['in(vip) and not in(at_risk)', 'is in the segment VIP, **and** is not in the segment at risk'],
    ['true', 'true'],
  ],
  events: [
    ['did(visit, 24h)', 'has visited in the last 24 hours'],
    ['did(visit, 1d)', 'has visited in the last day'],
    ['never(purchase)', 'has never purchased'],
    ['not did(call, last 3 months)', 'has not called in the last 3 whole months'],
    ['did(email_open, today)', 'has had an opened e-mail today'],
    ['not did(email_open, this week)', 'has had no opened e-mail this week'],
    ['never(email_open)', 'has never had an opened e-mail'],
    [
      'did(purchase where category = "laptop" and amount > 500, 60d to 30d ago)',
      'has had a purchase from 60 to 30 days ago (where the category is “laptop” and the amount is more than 500 EUR)',
    ],
    ['count(visit, 7d) >= 3', 'has at least 3 visits in the last 7 days'],
    ['count(visit) = 0', 'has no visits'],
    ['count(visit) = 1', 'has exactly 1 visit'],
    ['not count(visit, 7d) >= 3', 'has fewer than 3 visits in the last 7 days'],
    ['3 < count(visit)', 'has more than 3 visits'],
    ['count(visit) between 2 and 5', 'has between 2 and 5 visits'],
    [
      'count(visit, 7d) > count(visit, 14d to 7d ago)',
      'the number of visits in the last 7 days is more than the number of visits from 14 to 7 days ago',
    ],
    [
      'sum(purchase.quantity, last month) >= 1000',
      'the total quantity of purchases last month is at least 1,000',
    ],
    ['not sum(purchase.amount) > 99.5', 'purchases sum to at most 99.50 EUR'],
    ['avg(purchase.amount, this year) > 20', 'the average amount of purchases this year is more than 20 EUR'],
    [
      'distinct(purchase.category, 365d) >= 3',
      'the number of different categories of purchases in the last 365 days is at least 3',
    ],
    ['days_since(purchase) > 90', 'the last purchase is more than 90 days ago'],
    ['days_since(contract_end) = 1', 'the contract end is 1 day ago'],
    ['last(purchase.category) = "laptop"', 'the category of the last purchase is “laptop”'],
    ['first(purchase) < 2026-01-01', 'the first purchase is before 1 January 2026'],
    ['average_gap(purchase) < 30', 'the average gap between purchases is less than 30 days'],
    ['days(purchase, 365d) >= 3', 'the number of days with a purchase in the last 365 days is at least 3'],
    [
      'first_day_sum(purchase.amount) > 100',
      'the total amount of purchases on the first day with one is more than 100 EUR',
    ],
    ['streak(visit, day) >= 3', 'the number of days in a row up to today with a visit is at least 3 days'],
  ],
  tests: [
    ['country != "CZ"', 'the country is other than Czechia'],
    ['not country = "CZ"', 'the country is not Czechia'],
    ['country = "cz"', 'the country is “cz”'],
    ['city in ("CZ")', 'the city is “CZ”'],
    ['points >= 3', 'the loyalty points are at least 3'],
    ['not points >= 3', 'it is not so that the loyalty points are at least 3'],
    ['company in list(competitors)', 'the company is in the list competitors'],
    ['note contains "100%"', 'the note contains “100%”'],
    ['not note matches "a\\nb"', 'the note does not match the pattern “a\\nb”'],
    ['city ~= "praha"', 'the city is “praha” in whatever case'],
    ['interests any of ("golf", "tennis")', 'the interests include “golf” or “tennis”'],
    ['not interests all of ("golf", "tennis")', 'the interests do not include “golf” and “tennis”'],
    ['country is known', 'the country is known'],
    ['not country is known', 'the country is unknown'],
    ['home within 25km of (50.08, 14.43)', 'the home is within 25 km of (50.08, 14.43)'],
    ['not home inside place(prague)', 'the home is not inside prague'],
    ['contract_end in next 30d', 'the contract end is within the next 30 days'],
    ['anniversary(birth_date) in next 7d', 'the birthday is within the next 7 days'],
    ['anniversary(contract_end) in this month', 'the anniversary of the contract end is in this month'],
    ['marketing_consent', 'the marketing consent is true'],
    ['marketing_consent and did(visit)', 'the marketing consent is true, **and** has visited'],
    ['marketing_consent = false', 'the marketing consent is false'],
    ['lifecycle = "lapsing"', 'the lifecycle is lapsing'],
    ['spend_90d > 1000', 'the spend in 90 days is more than 1,000 EUR'],
    ['score(churn) > 0.25', 'the churn score is more than 0.25'],
    ['age(birth_date) between 18 and 26', 'the age is between 18 and 26'],
  ],
  values: [
    ['sum(purchase.amount, 90d)', 'the total amount of purchases in the last 90 days'],
    ['(income + points) * 2', '(the income plus the loyalty points) times 2'],
    ['-income', 'minus the income'],
    ['round(credit - debt, 2)', '(the credit minus the debt) rounded to 2 decimal places'],
    ['coalesce(city, country, "none")', 'the first known of the city, the country and “none”'],
    ['if(did(visit), income, 0)', '(the income if has visited, otherwise 0)'],
    ['1000000.5', '1,000,000.5'],
    ['max(credit, 0)', 'the largest of the credit and 0 EUR'],
    ['last(purchase.paid_at)', 'the paid at of the last purchase'],
  ],
}

describe.each(Object.entries(READINGS))('in English, %s', (_, readings) => {
  test.each(readings)('%s', (text, expected) => expect(said(text)).toBe(expected))
})

test('a long choice is cut short', () => {
  const codes = Array.from({ length: 30 }, (_, i) => `"c${i}"`).join(', ')
  expect(said(`city in (${codes})`)).toMatch(/“c19” or one of 10 more$/)
})

test('every expression reads as one line, with nothing left out and its brackets closed', () => {
  fc.assert(
    fc.property(arbitraryExpression(undefined, 3), expression => {
      const { checked } = check(expression, testVocabulary)
      const words = checked === undefined ? '' : english(checked, testVocabulary)
      expect(words).toMatch(/^\S(.*\S)?$/)
      const own = words.replace(/“[^”]*”/gu, 'text')
      expect(own).not.toMatch(/undefined|NaN|\[object|null| {2}/)
      expect(own.split('(').length).toBe(own.split(')').length)
    }),
    { numRuns: 1_000 },
  )
})

test('an expression and its negation never read alike', () => {
  fc.assert(
    fc.property(arbitraryExpression('boolean', 2), operand => {
      const { checked } = check(operand, testVocabulary, 'boolean')
      const span = operand.span
      const negated = check({ kind: 'not', operand, span }, testVocabulary, 'boolean').checked
      if (checked === undefined || negated === undefined)
        throw new Error('A generated expression is in order.')
      expect(english(negated, testVocabulary)).not.toBe(english(checked, testVocabulary))
    }),
    { numRuns: 1_000 },
  )
})
