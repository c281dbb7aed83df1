import { purchase, visit } from '../customer.ts'
import { type ChangingSituation, givenChange } from '../given-change.ts'

/** A Wednesday, 13:00 in Prague: 2026-03-18T12:00Z. */
export const rollingChanges: readonly ChangingSituation[] = [
  ...givenChange('no event at all', {}, [
    ['did(visit, 30m)', 'never'],
    ['never(visit)', 'never'],
    ['count(visit) >= 1', 'never'],
    ['sum(purchase.amount, 90d) > 0', 'never'],
    ['days_since(purchase) > 3', 'never'],
    ['streak(visit, day) >= 1', 'never'],
    ['did(visit, today)', 'never'],
  ]),
  ...givenChange('a call centre visit ten minutes ago', { events: [visit('10m')] }, [
    // In while asOf − 30m < t, that is until t + 30m exactly.
    ['did(visit, 30m)', '2026-03-18T12:20:00.000Z'],
    ['not did(visit, 30m)', '2026-03-18T12:20:00.000Z'],
    ['never(visit, 30m)', '2026-03-18T12:20:00.000Z'],
    ['never(visit)', 'never'],
    // Comes in when asOf − 15m reaches t, goes when asOf − 1h does.
    ['did(visit, 1h to 15m ago)', '2026-03-18T12:05:00.000Z'],
    ['count(visit, 1h to 15m ago) = 0', '2026-03-18T12:05:00.000Z'],
    ['last(visit) > 2026-03-18', 'never'],
  ]),
  ...givenChange('a visit on the last millisecond of its week', { events: [visit('7d -1ms')] }, [
    ['did(visit, 7d)', '2026-03-18T12:00:00.001Z'],
    ['did(visit, 168h)', '2026-03-18T12:00:00.001Z'],
    ['did(visit, 14d to 7d ago)', '2026-03-18T12:00:00.001Z'],
  ]),
  ...givenChange('a visit that left a moment ago', { events: [visit('7d')] }, [
    ['did(visit, 7d)', 'never'],
    ['did(visit, 14d to 7d ago)', '2026-03-25T12:00:00.000Z'],
  ]),
  ...givenChange(
    'three visits, one and two and five days ago',
    { events: [visit('5d'), visit('2d'), visit('1d')] },
    [
      ['count(visit, 7d) >= 3', '2026-03-20T12:00:00.000Z'],
      // The second to leave makes it one.
      ['count(visit, 7d) >= 2', '2026-03-23T12:00:00.000Z'],
      ['count(visit, 7d) < 1', '2026-03-24T12:00:00.000Z'],
      ['count(visit, 7d) = 2', '2026-03-20T12:00:00.000Z'],
      ['count(visit, 7d) = 1', '2026-03-23T12:00:00.000Z'],
      ['count(visit, 7d) > 3', 'never'],
      ['count(visit, 7d)', '2026-03-20T12:00:00.000Z'],
      ['did(visit, 7d)', '2026-03-24T12:00:00.000Z'],
      ['days(visit, 7d) >= 3', '2026-03-20T12:00:00.000Z'],
      ['days(visit) >= 3', 'never'],
      ['first(visit, 7d)', '2026-03-20T12:00:00.000Z'],
      ['last(visit, 7d) is known', '2026-03-24T12:00:00.000Z'],
      ['average_gap(visit, 7d) is known', '2026-03-23T12:00:00.000Z'],
    ],
  ),
  ...givenChange('two visits on one instant', { events: [visit('1d'), visit('1d')] }, [
    // Both go at once: there is never one.
    ['count(visit, 7d) = 1', 'never'],
    ['count(visit, 7d) >= 1', '2026-03-24T12:00:00.000Z'],
  ]),
  ...givenChange('a visit that is replaced by another as it goes', { events: [visit('6d'), visit('1d')] }, [
    // On 19 March the one comes into `5d to 2d ago`; the other, six days old, has gone from it already.
    ['count(visit, 5d to 2d ago) = 0', '2026-03-19T12:00:00.000Z'],
    // Five days apart: one leaves `7d to 2d ago` on the 19th at noon, the other comes in that very millisecond.
    ['count(visit, 7d to 2d ago) = 1', '2026-03-24T12:00:00.000Z'],
  ]),
  ...givenChange(
    'purchases of 600, 300 and one of unknown amount',
    {
      events: [
        purchase('80d', { amount: '600', category: 'laptop' }),
        purchase('20d', { amount: '300', category: 'phone' }),
        purchase('10d', { category: 'phone' }),
      ],
    },
    [
      ['sum(purchase.amount, 90d) > 500', '2026-03-28T12:00:00.000Z'],
      ['sum(purchase.amount, 90d) > 200', '2026-05-27T12:00:00.000Z'],
      ['sum(purchase.amount, 90d) > 1000', 'never'],
      ['sum(purchase.amount) > 500', 'never'],
      ['count(purchase where category = "laptop", 90d) >= 1', '2026-03-28T12:00:00.000Z'],
      ['count(purchase where category = "phone", 30d) >= 2', '2026-03-28T12:00:00.000Z'],
      ['max(purchase.amount, 90d) = 600', '2026-03-28T12:00:00.000Z'],
      ['min(purchase.amount, 90d) < 500', '2026-05-27T12:00:00.000Z'],
      ['last(purchase.category, 30d) = "phone"', '2026-04-07T12:00:00.000Z'],
      ['most_frequent(purchase.category, 90d) = "phone"', '2026-06-06T12:00:00.000Z'],
      ['distinct(purchase.category, 90d) = 2', '2026-03-28T12:00:00.000Z'],
      ['avg(purchase.amount, 90d) >= 400', '2026-03-28T12:00:00.000Z'],
      // The one that holds the `or` up longest counts, and of an `and` the first to go.
      ['did(purchase, 30d) or sum(purchase.amount, 90d) > 500', '2026-04-07T12:00:00.000Z'],
      ['did(purchase, 30d) and sum(purchase.amount, 90d) > 500', '2026-03-28T12:00:00.000Z'],
      ['did(visit) and did(purchase, 30d)', 'never'],
      ['spend_90d > 500', '2026-03-28T12:00:00.000Z'],
      ['in(active)', '2026-06-06T12:00:00.000Z'],
      // Active until 6 June, then lapsing until 180 days after the last purchase.
      ['lifecycle = "active"', '2026-06-06T12:00:00.000Z'],
      ['lifecycle = "lapsed"', '2026-09-04T12:00:00.000Z'],
    ],
  ),
]
