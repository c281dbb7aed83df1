import { expect, test } from 'vitest'
import { compileText } from '../../compile-text.ts'
import { purchase, subjectOf, visit, type WrittenCustomer } from '../../testing/customer.ts'
import { instant, money, testCutoffs, testVocabulary } from '../../testing/index.ts'
import { applyChanges } from './apply-changes.ts'
import { type SmallestChange, smallestChange } from './smallest-change.ts'

const asOf = instant('2026-03-18T12:00:00Z')

const regular: WrittenCustomer = {
  attributes: { country: 'CZ', income: 900, contract_end: '2026-04-20', birth_date: '1990-05-05' },
  events: [
    purchase('60d', { amount: '600', category: 'laptop' }),
    purchase('20d', { amount: '300', category: 'phone' }),
    purchase('10d', { category: 'phone' }),
    visit('5d'),
  ],
}

function changeOf(text: string, customer: WrittenCustomer = regular): SmallestChange {
  const { checked, problems } = compileText(text, testVocabulary)
  if (checked === undefined) throw new Error(problems.map(({ says }) => says).join(' '))
  const subject = subjectOf('someone', customer, asOf, testVocabulary)
  const context = { ...testVocabulary, cutoffs: testCutoffs }
  return smallestChange(checked, subject, asOf, context, testVocabulary)
}

test.each([
  // Until the 600 leave, 90 days after 17 January at 13:00; in summer time by then.
  [
    'sum(purchase.amount, 90d) >= 1012.4',
    'One more purchase of at least 112.40 EUR before 17 April 2026 14:00.',
  ],
  [
    'sum(purchase.amount, 90d) > 1000',
    'One more purchase of at least 100.01 EUR before 17 April 2026 14:00.',
  ],
  ['in(vip)', 'One more purchase of at least 100.01 EUR before 17 April 2026 14:00.'],
  ['count(purchase, 90d) >= 5', '2 more purchases before 17 April 2026 14:00.'],
  ['avg(purchase.amount) > 500', 'One more purchase of at least 603 EUR.'],
  ['most_frequent(purchase.category) = "laptop"', 'One more purchase with category “laptop”.'],
  ['days_since(purchase) < 5', 'One more purchase.'],
  ['streak(visit, day) >= 1', 'One more visit.'],
  ['days(call) >= 1', 'One call.'],
  ['first_day_sum(purchase.amount, 1d) >= 50', 'One more purchase of at least 50 EUR.'],
  // Cut at 1,000 EUR.
  ['top 20% by spend', 'One more purchase of at least 100 EUR.'],
  ['value_tier = "gold"', 'One more purchase of at least 100 EUR.'],
  ['did(call, 7d)', 'One call.'],
  [
    'count(purchase where category = "laptop" and amount > 500, 30d) >= 2',
    '2 more purchases each of at least 500.01 EUR with category “laptop”.',
  ],
  ['count(visit where seconds >= 30, today) >= 1', 'One more visit with seconds of at least 30.'],
])('an event: %s', (text, words) => {
  expect(changeOf(text).inWords).toBe(words)
})

test.each([
  ['not did(visit, 30d)', 'No visit until 12 April 2026 14:00.'],
  ['did(purchase, 30d)', 'No purchase until 7 April 2026 14:00.'],
  ['days_since(purchase) > 30', 'No purchase until 7 April 2026 14:00:01.'],
  ['lifecycle = "lapsed"', 'No purchase until 4 September 2026 14:00.'],
  ['contract_end in next 30d', 'Waiting until 22 March 2026.'],
  ['age(birth_date) >= 36', 'Waiting until 5 May 2026.'],
  ['did(purchase, 18d to 15d ago)', 'Waiting until 23 March 2026 13:00.'],
])('a wait: %s', (text, words) => {
  expect(changeOf(text).inWords).toBe(words)
})

test.each([
  ['country = "SK"', 'If the country were Slovakia.'],
  ['country in ("DE", "SK")', 'If the country were Germany.'],
  ['not country = "CZ"', 'If the country were unknown.'],
  ['income > 1000', 'If the income were at least 1,001.'],
  ['marketing_consent', 'If the marketing consent were true.'],
  ['home within 10km of (50.2, 15)', 'If the home were (50.2, 15).'],
])('an attribute: %s', (text, words) => {
  expect(changeOf(text).inWords).toBe(words)
})

test('what an `and` lacks is changed together, what an event would spoil first waited for', () => {
  expect(changeOf('income > 1000 and did(call, 7d)').inWords).toBe(
    'One call, and if the income were at least 1,001.',
  )
  expect(changeOf('in(at_risk)').inWords).toBe(
    'No visit until 12 April 2026 14:00, then one more purchase of at least 100.01 EUR.',
  )
})

test('the last step of a sequence that is under way is what is missing', () => {
  const under = { events: [visit('10m')] }
  expect(changeOf('did(visit then purchase within 1h, 7d)', under).inWords).toBe(
    // The hour is over at 13:50 in Prague, that millisecond still in it.
    'One purchase before 18 March 2026 13:50:00.001.',
  )
  expect(changeOf('did(visit then no purchase within 24h, 7d)', under).inWords).toBe(
    'No purchase until 19 March 2026 12:50.',
  )
})

test('one event does for two conditions', () => {
  expect(changeOf('count(purchase, 30d) >= 3 and sum(purchase.amount, 30d) >= 400').inWords).toMatch(
    /^One more purchase of at least 100 EUR before /,
  )
})

test.each([
  // 900 EUR since 60 days: 2,000.01 among four, in whole cents.
  [
    'count(purchase, 90d) >= 7 and sum(purchase.amount, 90d) > 2900',
    '4 more purchases each of at least 500.01 EUR',
  ],
  [
    'sum(purchase.amount, 90d) >= 2900 and count(purchase, 90d) >= 5 and count(purchase, 30d) >= 5',
    '3 more purchases each of at least 666.67 EUR',
  ],
  // Each has to be as large as another condition wants it.
  [
    'count(purchase, 90d) >= 5 and sum(purchase.amount, 90d) >= 2900 and max(purchase.amount, 30d) >= 1500',
    '2 more purchases each of at least 1,500 EUR',
  ],
])('what several events have to bring to a sum is divided among them: %s', (text, words) => {
  expect(changeOf(text).inWords.startsWith(words)).toBe(true)
})

test('of an `or` the lightest part is changed', () => {
  expect(changeOf('count(call) >= 4 or did(call, 7d) or country = "SK"').inWords).toBe('One call.')
})

test('is given as data that can be applied', () => {
  const { changes } = changeOf('sum(purchase.amount, 90d) >= 1012.4')
  expect(changes).toEqual([
    {
      kind: 'event',
      event: 'purchase',
      count: 1,
      at: asOf,
      before: instant('2026-04-17T12:00:00Z'),
      properties: [{ name: 'amount', type: 'money', value: money('112.4'), bound: 'at_least' }],
    },
  ])
  const subject = subjectOf('someone', regular, asOf, testVocabulary)
  expect(applyChanges(subject, changes).events).toHaveLength(subject.events.length + 1)
  expect(changeOf('not did(visit, 30d)').changes).toEqual([
    { kind: 'wait', until: instant('2026-04-12T12:00:00Z'), without: ['visit'] },
  ])
})

test('says what it looked for where it found nothing', () => {
  expect(changeOf('never(visit)')).toEqual({
    changes: [],
    inWords:
      'None was found: neither events that happen now, nor other attributes, nor waiting, nor these together.',
  })
})
