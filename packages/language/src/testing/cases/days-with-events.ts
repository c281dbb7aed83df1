import { purchase, visit } from '../customer.ts'
import { given, type Situation } from '../given.ts'
import { money } from '../literals.ts'

/** Calendar days of Prague with an event, and what came on the first of them. */
export const daysWithEvents: readonly Situation[] = [
  ...given(
    'a receipt of three lines, one of two, and a line alone',
    {
      events: [
        purchase('2026-03-01T09:00Z', { amount: '10.10', quantity: 1, category: 'book' }),
        purchase('2026-03-01T09:00Z', { amount: '20.20', quantity: 0.25, category: 'phone' }),
        purchase('2026-03-01T17:30Z', { quantity: 0.5, category: 'phone' }),
        purchase('2026-03-10T08:00Z', { amount: '5', quantity: 4, category: 'laptop' }),
        purchase('2026-03-10T08:00Z', { amount: '5', category: 'laptop' }),
        purchase('2026-03-18T11:00Z', { amount: '100', quantity: 2, category: 'laptop' }),
      ],
    },
    [
      ['days(purchase)', 3],
      ['days(purchase) >= 3', true],
      ['days(purchase, 7d)', 1],
      ['days(purchase, 30d to 7d ago)', 2],
      ['days(purchase where category = "laptop")', 2],
      ['days(visit)', 0],
      ['first_day_sum(purchase.amount)', money('30.30')],
      ['first_day_sum(purchase.amount) > 30', true],
      ['first_day_sum(purchase.amount, 14d)', money('10')],
      ['first_day_sum(purchase.amount where category = "phone")', money('20.20')],
      ['first_day_sum(purchase.quantity)', 1.75],
      ['first_day_sum(purchase.quantity, 1h)', 0],
      ['sum(purchase.amount) - first_day_sum(purchase.amount) = 110', true],
      ['first_day_sum(visit.seconds)', 0],
    ],
  ),
  ...given(
    'a first day on which amounts are unknown, or come to nothing',
    {
      events: [
        purchase('2026-03-01T09:00Z', { category: 'book' }),
        purchase('2026-03-02T09:00Z', { amount: '7', quantity: -2 }),
        purchase('2026-03-02T10:00Z', { amount: '-7', quantity: 2 }),
        purchase('2026-03-03T10:00Z', { amount: '9', quantity: 9 }),
      ],
    },
    [
      ['first_day_sum(purchase.amount)', money('0')],
      ['first_day_sum(purchase.amount where amount is known)', money('0')],
      ['first_day_sum(purchase.quantity where amount is known)', 0],
      ['first_day_sum(purchase.amount where amount is unknown) = 0', true],
      ['days(purchase where amount is known)', 2],
    ],
  ),
  ...given(
    'days end at midnight in Prague, and a visit just after it is of another day',
    {
      events: [
        visit('2026-03-16T22:59:59.999Z', { seconds: 1 }),
        visit('2026-03-16T23:00:00Z', { seconds: 2 }),
        visit('2026-03-17T22:59:59.999Z', { seconds: 4 }),
        visit('2026-03-18T13:00:00Z', { seconds: 8 }),
      ],
    },
    [
      ['days(visit)', 2],
      ['first_day_sum(visit.seconds)', 1],
      ['first_day_sum(visit.seconds, since 2026-03-17)', 6],
    ],
  ),
]
