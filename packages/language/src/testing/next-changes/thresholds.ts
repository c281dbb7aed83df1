import { purchase } from '../customer.ts'
import { type ChangingSituation, givenChange } from '../given-change.ts'

/** Numbers that move with time change the answer where they cross over, and nowhere before. */
export const thresholdChanges: readonly ChangingSituation[] = [
  ...givenChange(
    'a purchase of 100 ten days ago, the first of 50 forty days ago',
    { events: [purchase('40d', { amount: '50' }), purchase('10d', { amount: '100' })] },
    [
      ['days_since(purchase) >= 30', '2026-04-07T12:00:00.000Z'],
      // At exactly 30 days it does not hold yet.
      ['days_since(purchase) > 30', '2026-04-07T12:00:00.001Z'],
      ['days_since(purchase) <= 30', '2026-04-07T12:00:00.001Z'],
      ['days_since(purchase) < 30', '2026-04-07T12:00:00.000Z'],
      ['30 < days_since(purchase)', '2026-04-07T12:00:00.001Z'],
      ['days_since(purchase) = 30', '2026-04-07T12:00:00.000Z'],
      ['days_since(purchase) > 5', 'never'],
      ['days_since(purchase) >= 10', 'never'],
      ['days_since(purchase) = 10', '2026-03-18T12:00:00.001Z'],
      ['days_since(purchase) between 5 and 20', '2026-03-28T12:00:00.001Z'],
      ['days_since(purchase) between 20 and 25', '2026-03-28T12:00:00.000Z'],
      ['days_since(purchase) in (11, 12)', '2026-03-19T12:00:00.000Z'],
      ['not days_since(purchase) > 30', '2026-04-07T12:00:00.001Z'],
      ['recency > 30', '2026-04-07T12:00:00.001Z'],
      // 10 / 2 + 1 is 6 now; 8 on day 14.
      ['days_since(purchase) / 2 + 1 >= 8', '2026-03-22T12:00:00.000Z'],
      ['100 - days_since(purchase) < 80', '2026-03-28T12:00:00.001Z'],
      // Half away from zero: 11 from 10.5 on.
      ['round(days_since(purchase)) >= 11', '2026-03-19T00:00:00.000Z'],
      ['round(days_since(purchase))', '2026-03-19T00:00:00.000Z'],
      ['max(days_since(purchase), 20) > 25', '2026-04-02T12:00:00.001Z'],
      // 150 in 40 days is 3.75 a day; 3 a day on day 50.
      ['sum(purchase.amount) / days_since(first(purchase)) > 3', '2026-03-28T12:00:00.000Z'],
      ['days_since(purchase)', '2026-03-18T12:00:00.001Z'],
      ['if(days_since(purchase) > 30, "late", "early")', '2026-04-07T12:00:00.001Z'],
      // Twenty days after the last, while the window holds it.
      ['days_since(last(purchase, 15d)) >= 20', 'never'],
      ['days_since(last(purchase, 15d)) >= 12', '2026-03-20T12:00:00.000Z'],
    ],
  ),
  ...givenChange('three purchases', { events: [purchase('40d'), purchase('20d'), purchase('10d')] }, [
    // Loyal with at least 3 points of recency, that is up to 90 days.
    ['rfm', '2026-06-06T12:00:00.001Z'],
    ['rfm = "champions"', 'never'],
    ['orders >= 3', '2027-02-06T12:00:00.000Z'],
    ['value_tier = "rest"', 'never'],
  ]),
  ...givenChange(
    'born on a leap day',
    { attributes: { birth_date: '2008-02-29', contract_end: '2026-03-25' } },
    [
      // 18 on 1 March 2026 already; 20 on 29 February 2028.
      ['age(birth_date) >= 18', 'never'],
      ['age(birth_date) >= 19', '2027-02-28T23:00:00.000Z'],
      ['age(birth_date) >= 20', '2028-02-28T23:00:00.000Z'],
      ['age(birth_date) between 18 and 20', '2029-02-28T23:00:00.000Z'],
      ['age(birth_date)', '2027-02-28T23:00:00.000Z'],
      // Whole calendar days: −7 now.
      ['days_since(contract_end) >= 0', '2026-03-24T23:00:00.000Z'],
      ['days_since(contract_end)', '2026-03-18T23:00:00.000Z'],
      // In summer time by then.
      ['days_since(contract_end) > 9', '2026-04-03T22:00:00.000Z'],
      ['abs(days_since(contract_end)) <= 2', '2026-03-22T23:00:00.000Z'],
    ],
  ),
]
