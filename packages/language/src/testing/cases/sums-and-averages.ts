import { purchase, visit } from '../customer.ts'
import { given, type Situation } from '../given.ts'
import { date, instant, money } from '../literals.ts'

export const sumsAndAverages: readonly Situation[] = [
  ...given(
    'three purchases and one without an amount',
    {
      events: [
        purchase('40d', { amount: '100.10', quantity: 1 }),
        purchase('20d', { amount: '0.0001', quantity: 2 }),
        purchase('10d', { quantity: 3 }),
        purchase('5d', { amount: '899.90', quantity: 4 }),
      ],
    },
    [
      ['sum(purchase.amount)', money('1000.0001')],
      ['sum(purchase.amount, 30d)', money('899.9001')],
      ['sum(purchase.amount) > 1000', true],
      ['sum(purchase.amount) > 1000.0001', false],
      ['sum(purchase.amount) >= 1000.0001', true],
      ['sum(purchase.amount) = 1000.0001', true],
      ['min(purchase.amount)', money('0.0001')],
      ['max(purchase.amount)', money('899.90')],
      ['first(purchase.amount)', money('100.10')],
      ['last(purchase.amount)', money('899.90')],
      ['count(purchase)', 4],
      ['sum(purchase.quantity)', 10],
      ['avg(purchase.quantity)', 2.5],
      ['avg(purchase.quantity, 7d)', 4],
      ['min(purchase.quantity)', 1],
      ['max(purchase.quantity, 30d to 7d ago)', 3],
      ['sum(purchase.amount, 7d) between 899.90 and 900', true],
      ['sum(purchase.amount, 7d) between 899.9001 and 900', false],
    ],
  ),
  ...given(
    'a mean of money',
    {
      events: [
        purchase('3d', { amount: '10' }),
        purchase('2d', { amount: '20' }),
        purchase('1d', { amount: '30.03' }),
      ],
    },
    [
      ['avg(purchase.amount)', 20.01],
      ['avg(purchase.amount) > 20', true],
      ['avg(purchase.amount, 36h)', 30.03],
      ['avg(purchase.amount) = 20.01', true],
    ],
  ),
  ...given(
    'ten tenths, which no float can add',
    { events: Array.from({ length: 10 }, (_, index) => visit(`${index + 1}d`, { seconds: 0.1 })) },
    [
      ['sum(visit.seconds)', 1],
      ['sum(visit.seconds) = 1', true],
      ['avg(visit.seconds)', 0.1],
      ['sum(visit.seconds, 3d)', 0.2],
    ],
  ),
  ...given(
    'numbers finer than a millionth',
    { events: [visit('2d', { seconds: 0.0000004 }), visit('1d', { seconds: 0.0000006 })] },
    [
      ['sum(visit.seconds)', 0.000001],
      ['max(visit.seconds)', 0.0000006],
    ],
  ),
  ...given(
    'large and small numbers that a float would lose beside each other',
    {
      events: [
        visit('3d', { seconds: 9007199254740991 }),
        visit('2d', { seconds: 0.5 }),
        visit('1d', { seconds: -9007199254740991 }),
      ],
    },
    [
      ['sum(visit.seconds)', 0.5],
      ['avg(visit.seconds) * 3', 0.5],
      ['min(visit.seconds)', -9007199254740991],
    ],
  ),
  ...given(
    'huge money',
    {
      attributes: { credit: '900719925474.0991', debt: '0.0001' },
      events: [
        purchase('3d', { amount: '900719925474.0991' }),
        purchase('2d', { amount: '900719925474.0991' }),
        purchase('1d', { amount: '0.0001' }),
      ],
    },
    [
      // One ten-thousandth more than twice 2^53 − 1: no float holds it.
      ['sum(purchase.amount)', money('1801439850948.1983')],
      ['sum(purchase.amount) > sum(purchase.amount, 90d to 36h ago)', true],
      ['sum(purchase.amount, 90d to 36h ago)', money('1801439850948.1982')],
      ['sum(purchase.amount) - sum(purchase.amount, 90d to 36h ago)', money('0.0001')],
      ['sum(purchase.amount) - sum(purchase.amount, 90d to 36h ago) = debt', true],
      ['credit + debt', money('900719925474.0992')],
      ['credit + debt > credit', true],
      ['credit + credit = sum(purchase.amount, 90d to 36h ago)', true],
      ['max(purchase.amount) = credit', true],
      ['sum(purchase.amount) > 900719925474.0991', true],
    ],
  ),
  ...given(
    'refunds',
    { events: [purchase('2d', { amount: '-50.5' }), purchase('1d', { amount: '50.5', quantity: -2 })] },
    [
      ['sum(purchase.amount)', 0],
      ['sum(purchase.amount) = 0', true],
      ['min(purchase.amount)', money('-50.5')],
      ['min(purchase.amount) < -50', true],
      ['abs(min(purchase.amount))', money('50.5')],
      ['sum(purchase.quantity)', -2],
    ],
  ),
  ...given(
    'zero and minus zero',
    { events: [visit('3d', { seconds: 0 }), visit('2d', { seconds: -0 }), visit('1d', { seconds: 5 })] },
    [
      ['distinct(visit.seconds)', 2],
      ['count(visit where seconds = 0)', 2],
      ['min(visit.seconds)', 0],
      ['min(visit.seconds) = 0', true],
      ['most_frequent(visit.seconds)', 0],
      ['last(visit.seconds, 30d to 36h ago)', 0],
      ['5 / last(visit.seconds, 30d to 36h ago)', undefined],
    ],
  ),
  ...given(
    'dates and instants of events',
    {
      events: [
        purchase('9d', { delivered_on: '2026-03-12', paid_at: '2026-03-09T12:00:00.001Z' }),
        purchase('8d', { delivered_on: '2026-03-11', paid_at: '2026-03-10T12:00:00Z' }),
        purchase('7d'),
      ],
    },
    [
      ['min(purchase.delivered_on)', date('2026-03-11')],
      ['max(purchase.delivered_on)', date('2026-03-12')],
      ['last(purchase.delivered_on)', date('2026-03-11')],
      ['min(purchase.paid_at)', instant('2026-03-09T12:00:00.001Z')],
      ['max(purchase.paid_at)', instant('2026-03-10T12:00:00Z')],
      ['max(purchase.delivered_on) in last 7d', true],
      ['max(purchase.delivered_on) in last 6d', false],
      ['count(purchase where delivered_on < 2026-03-12)', 1],
      ['count(purchase where paid_at = 2026-03-10)', 1],
      ['distinct(purchase.delivered_on)', 2],
    ],
  ),
]
