import { purchase } from '../customer.ts'
import { type ChangingSituation, givenChange } from '../given-change.ts'

/** The cut-offs stand still; what is ranked moves. They are those of `testing/population-conditions.ts`. */
export const rankChanges: readonly ChangingSituation[] = [
  ...givenChange(
    'a purchase of 1,000 a day ago',
    { events: [purchase('1d', { amount: '1000', category: 'laptop' })] },
    [
      // Among the best three up to two days.
      ['top 3 by -days_since(purchase)', '2026-03-19T12:00:00.001Z'],
      ['top 20% by spend', 'never'],
      ['top 10% by sum(purchase.amount where category = "laptop", 365d)', '2027-03-17T12:00:00.000Z'],
      // 0.25 until the last purchase is more than 30 days ago, then 0.625.
      ['rank(score(churn)) <= 10', '2026-04-16T12:00:00.001Z'],
    ],
  ),
]
