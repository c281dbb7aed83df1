import { purchase } from '../customer.ts'
import { given, type Situation } from '../given.ts'

/**
 * Where a customer stands among the others, by the cut-offs in `testing/population-conditions.ts`: at the cut is in;
 * the tenth decile is the best, and so is rank 1; of unknown nothing is true.
 */
export const populationConditions: readonly Situation[] = [
  ...given(
    'spent 1,000 EUR exactly, where the best fifth begins',
    {
      attributes: { points: 50, credit: '200', country: 'DE' },
      events: [purchase('2d', { amount: '1000', category: 'laptop' })],
    },
    [
      ['top 20% by spend', true],
      ['top 12.3456789% by spend', false],
      ['top 100% by spend', true],
      ['top 100 by spend', true],
      ['top 10% by sum(purchase.amount where category = "laptop", 365d)', true],
      ['top 5% by points', false],
      ['top 3 by -days_since(purchase)', true],
      ['decile(spend) = 10', true],
      ['decile(spend) = 9', false],
      ['decile(spend) != 9', true],
      ['decile(spend) <= 8', false],
      ['decile(spend) < 2', false],
      ['decile(spend) in (1, 10)', true],
      ['decile(spend) between 9 and 10', true],
      ['3 <= quartile(points)', true],
      ['quintile(credit) = 5', true],
      ['rank(spend) <= 1000', true],
      // Two customers with one value share rank 1 and nobody has rank 2.
      ['rank(spend) = 2', false],
      ['rank(spend) = 1', false],
      ['rank(spend) > 2', false],
      ['rank(spend) >= 1', true],
      ['rank(spend) < 1', false],
      ['rank(points) != 3', true],
      ['rank(points) between 2 and 4', true],
      ['rank(score(churn)) <= 10', true],
      ['not top 20% by spend', false],
      ['top 20% by spend and not rank(spend) = 1', true],
      ['if(top 20% by spend, "best", "rest")', 'best'],
    ],
  ),
  ...given(
    'spent a ten-thousandth less than the best fifth',
    {
      attributes: { points: 70, credit: '199.9999' },
      events: [purchase('2d 1ms', { amount: '999.9999', category: 'laptop' })],
    },
    [
      ['top 20% by spend', false],
      ['top 100 by spend', true],
      ['top 10% by sum(purchase.amount where category = "laptop", 365d)', true],
      ['top 3 by -days_since(purchase)', false],
      ['decile(spend) = 10', false],
      ['decile(spend) = 9', true],
      ['decile(spend) != 9', false],
      ['decile(spend) <= 8', false],
      ['decile(spend) in (1, 10)', false],
      ['decile(spend) between 9 and 10', false],
      ['quintile(credit) = 5', false],
      ['rank(spend) > 2', true],
      ['rank(points) between 2 and 4', false],
      ['rank(score(churn)) <= 10', false],
      ['not top 20% by spend', true],
    ],
  ),
  ...given(
    'spent less than anyone at the refresh, and has no points',
    { events: [purchase('1d', { amount: '-5' })] },
    [
      ['top 100% by spend', false],
      ['decile(spend) <= 8', true],
      ['decile(spend) < 2', true],
      ['decile(spend) in (1, 10)', true],
      ['decile(spend) != 9', true],
      ['rank(spend) >= 1', true],
      ['rank(points) != 3', false],
      ['3 <= quartile(points)', false],
      ['not 3 <= quartile(points)', true],
      ['quintile(credit) = 5', false],
      ['rank(score(churn)) <= 10', false],
    ],
  ),
  ...given(
    'points between two cuts that are apart, minus zero among them',
    { attributes: { points: -0.25 } },
    [
      ['rank(points) != 3', false],
      ['top 5% by points', false],
      ['top 100% by spend', true],
      ['top 3 by -days_since(purchase)', false],
    ],
  ),
  ...given('points of minus zero, where the cut is at zero', { attributes: { points: -0 } }, [
    ['rank(points) != 3', true],
  ]),
]
