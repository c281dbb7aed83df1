import { call, purchase, visit } from '../customer.ts'
import { given, type Situation } from '../given.ts'
import { instant } from '../literals.ts'

/** Order in time; ties are settled by event id, compared by code point. */
export const firstAndLast: readonly Situation[] = [
  ...given(
    'purchases of several categories',
    {
      events: [
        purchase('50d', { category: 'laptop', product: 'A' }),
        purchase('40d', { category: 'phone' }),
        purchase('30d', { category: 'laptop', product: 'B' }),
        purchase('20d'),
        purchase('10d', { category: 'phone' }),
        purchase('5d', { product: 'C' }),
      ],
    },
    [
      ['first(purchase.category)', 'laptop'],
      ['last(purchase.category)', 'phone'],
      ['last(purchase.product)', 'C'],
      ['last(purchase.category, 7d)', undefined],
      ['first(purchase.category, 45d)', 'phone'],
      ['distinct(purchase.category)', 2],
      ['distinct(purchase.category, 35d)', 2],
      ['distinct(purchase.category, 7d)', undefined],
      ['distinct(purchase.product)', 3],
      ['most_frequent(purchase.category)', 'phone'],
      ['most_frequent(purchase.category, 45d)', 'phone'],
      ['most_frequent(purchase.product)', 'C'],
      ['most_frequent(purchase.category where product is known)', 'laptop'],
      ['first(purchase)', instant('2026-01-27T12:00Z')],
      ['last(purchase)', instant('2026-03-13T12:00Z')],
      ['days_since(first(purchase))', 50],
      ['days_since(purchase) = 5', true],
      ['average_gap(purchase)', 9],
      ['average_gap(purchase, 25d)', 7.5],
      ['average_gap(purchase, 7d)', undefined],
    ],
  ),
  ...given(
    'purchases at the same instant, ids given',
    {
      events: [
        purchase('1d', { category: 'second', quantity: 2 }, 'b'),
        purchase('1d', { category: 'first', quantity: 1 }, 'a'),
        purchase('1d', { category: 'third', quantity: 3 }, 'c'),
      ],
    },
    [
      ['first(purchase.category)', 'first'],
      ['last(purchase.category)', 'third'],
      ['most_frequent(purchase.category)', 'third'],
      ['last(purchase.quantity)', 3],
      ['average_gap(purchase)', 0],
    ],
  ),
  ...given(
    'ties whose ids UTF-16 orders otherwise than code points',
    { events: [call('1d', { topic: 'emoji' }, '😀'), call('1d', { topic: 'tilde' }, '～')] },
    [
      ['first(call.topic)', 'tilde'],
      ['last(call.topic)', 'emoji'],
      ['most_frequent(call.topic)', 'emoji'],
    ],
  ),
  ...given(
    'ties whose ids differ in case and length',
    {
      events: [
        call('1d', { topic: 'lower' }, 'a'),
        call('1d', { topic: 'upper' }, 'B'),
        call('1d', { topic: 'longer' }, 'a0'),
      ],
    },
    [
      ['first(call.topic)', 'upper'],
      ['last(call.topic)', 'longer'],
    ],
  ),
  ...given(
    'the tie of the commonest goes to the latest, not to the first or the alphabet',
    {
      events: [
        visit('6d', { page: 'b' }),
        visit('5d', { page: 'c' }),
        visit('4d', { page: 'c' }),
        visit('3d', { page: 'b' }),
        visit('2d', { page: 'a' }),
      ],
    },
    [
      ['most_frequent(visit.page)', 'b'],
      ['most_frequent(visit.page, 100h)', 'a'],
      ['most_frequent(visit.page where page != "b")', 'c'],
      ['most_frequent(visit.page) = "b"', true],
    ],
  ),
  ...given(
    'an event that came twice',
    {
      events: [
        purchase('2d', { amount: '10' }, 'same'),
        purchase('2d', { amount: '10' }, 'same'),
        purchase('1d', { amount: '5' }),
      ],
    },
    [
      ['count(purchase)', 2],
      ['sum(purchase.amount) = 15', true],
      ['average_gap(purchase)', 1],
    ],
  ),
  ...given(
    'events told in the wrong order',
    {
      events: [
        visit('1d', { page: 'late' }),
        visit('3d', { page: 'early' }),
        visit('2d', { page: 'middle' }),
      ],
    },
    [
      ['first(visit.page)', 'early'],
      ['last(visit.page)', 'late'],
    ],
  ),
  ...given(
    'the empty text is a value like any other',
    { events: [visit('2d', { page: 'home' }), visit('1d', { page: '' })] },
    [
      ['last(visit.page)', ''],
      ['last(visit.page) = ""', true],
      ['last(visit.page) is known', true],
      ['distinct(visit.page)', 2],
      ['most_frequent(visit.page)', ''],
      ['count(visit where page = "")', 1],
    ],
  ),
]
