import { visit } from '../customer.ts'
import { given, type Situation } from '../given.ts'
import { date } from '../literals.ts'

/** Both nights of the year on which a day is not 24 hours long, in three zones. */
export const clockChanges: readonly Situation[] = [
  // Prague, 29 March 2026: from 23:00 UTC (00:00 +01:00) for 23 hours, until 22:00 UTC (00:00 +02:00).
  ...given(
    'Prague loses an hour',
    {
      events: [
        visit('2026-03-28T22:59:59.999Z'),
        visit('2026-03-28T23:00Z'),
        visit('2026-03-29T00:59:59.999Z'),
        visit('2026-03-29T01:00Z'),
        visit('2026-03-29T21:59:59.999Z'),
        visit('2026-03-29T22:00Z'),
      ],
    },
    [
      ['count(visit, yesterday)', 4],
      ['count(visit, today)', 1],
      ['count(visit, 1d)', 4],
      ['count(visit, between 2026-03-28 and 2026-03-28)', 1],
      ['streak(visit, day)', 3],
      ['count(visit, last week)', 5],
    ],
    { asOf: '2026-03-30T00:30:00Z' },
  ),
  // Prague, 25 October 2026: 25 hours, from 22:00 UTC on the 24th until 23:00 UTC on the 25th.
  ...given(
    'Prague gains an hour',
    {
      events: [
        visit('2026-10-24T21:59:59.999Z'),
        visit('2026-10-24T22:00Z'),
        visit('2026-10-25T00:30Z'),
        visit('2026-10-25T01:30Z'),
        visit('2026-10-25T22:59:59.999Z'),
        visit('2026-10-25T23:00Z'),
      ],
    },
    [
      ['count(visit, yesterday)', 4],
      ['count(visit, today)', 1],
      ['count(visit, 1d)', 3],
      ['count(visit, 25h)', 4],
      ['streak(visit, day)', 3],
    ],
    { asOf: '2026-10-26T00:30:00Z' },
  ),
  // New York, 8 March 2026: from 05:00 UTC (00:00 −05:00) for 23 hours, until 04:00 UTC (00:00 −04:00).
  ...given(
    'New York loses an hour',
    {
      events: [
        visit('2026-03-08T04:59:59.999Z'),
        visit('2026-03-08T05:00Z'),
        visit('2026-03-09T03:59:59.999Z'),
        visit('2026-03-09T04:00Z'),
      ],
    },
    [
      ['count(visit, yesterday)', 2],
      ['count(visit, today)', 1],
      ['count(visit, this week)', 1],
      ['count(visit, last week)', 3],
      ['streak(visit, day)', 3],
    ],
    { asOf: '2026-03-09T04:30:00Z', timezone: 'America/New_York' },
  ),
  // New York, 1 November 2026: 25 hours, from 04:00 UTC until 05:00 UTC on the 2nd.
  ...given(
    'New York gains an hour',
    {
      events: [
        visit('2026-11-01T03:59:59.999Z'),
        visit('2026-11-01T04:00Z'),
        visit('2026-11-02T04:59:59.999Z'),
        visit('2026-11-02T05:00Z'),
      ],
    },
    [
      ['count(visit, yesterday)', 2],
      ['count(visit, today)', 1],
      ['count(visit, this month)', 3],
      ['count(visit, last month)', 1],
      ['streak(visit, day)', 3],
    ],
    { asOf: '2026-11-02T05:30:00Z', timezone: 'America/New_York' },
  ),
  // Auckland, 27 September 2026: from 12:00 UTC on the 26th (00:00 +12:00) for 23 hours, until 11:00 UTC (00:00 +13:00).
  ...given(
    'Auckland loses an hour',
    {
      events: [
        visit('2026-09-26T11:59:59.999Z'),
        visit('2026-09-26T12:00Z'),
        visit('2026-09-27T10:59:59.999Z'),
        visit('2026-09-27T11:00Z'),
      ],
    },
    [
      ['count(visit, yesterday)', 2],
      ['count(visit, today)', 1],
      ['streak(visit, day)', 3],
      ['count(visit, this week)', 1],
    ],
    { asOf: '2026-09-27T11:30:00Z', timezone: 'Pacific/Auckland' },
  ),
  // Auckland, 5 April 2026: 25 hours, from 11:00 UTC on the 4th (00:00 +13:00) until 12:00 UTC (00:00 +12:00).
  ...given(
    'Auckland gains an hour',
    {
      attributes: { birth_date: '2000-04-06', registered_at: '2026-04-04T11:30:00Z' },
      events: [
        visit('2026-04-04T10:59:59.999Z'),
        visit('2026-04-04T11:00Z'),
        visit('2026-04-05T11:59:59.999Z'),
        visit('2026-04-05T12:00Z'),
      ],
    },
    [
      ['count(visit, yesterday)', 2],
      ['count(visit, today)', 1],
      ['streak(visit, day)', 3],
      ['days(visit)', 3],
      // In Auckland it is already 6 April.
      ['age(birth_date)', 26],
      ['anniversary(birth_date) in today', true],
      ['registered_at = 2026-04-05', true],
      ['days_since(2026-04-01)', 5],
    ],
    { asOf: '2026-04-05T12:30:00Z', timezone: 'Pacific/Auckland' },
  ),
  ...given(
    'a date counted across the night that loses an hour',
    { attributes: { contract_end: '2026-03-30', registered_at: '2026-03-28T23:30:00Z' } },
    [
      ['contract_end in next 2d', true],
      ['contract_end in next 1d', false],
      ['contract_end - 1d = 2026-03-29', true],
      ['contract_end - 2026-03-28', 2],
      ['days_since(2026-03-28)', 1],
      // 00:30 on the 29th in Prague.
      ['registered_at = 2026-03-29', true],
      ['registered_at in today', true],
      ['registered_at in last 22h', false],
      ['registered_at in last 23h', true],
      ['contract_end + 1d', date('2026-03-31')],
    ],
    { asOf: '2026-03-29T21:59:59.999Z' },
  ),
]
