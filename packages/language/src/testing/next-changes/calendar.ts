import { visit } from '../customer.ts'
import { type ChangingSituation, givenChange } from '../given-change.ts'

/** Days, weeks, months and years end at the workspace's midnight, whatever its clocks do. */
export const calendarChanges: readonly ChangingSituation[] = [
  ...givenChange('a visit at 08:00 in Prague', { events: [visit('2026-03-18T07:00Z')] }, [
    ['did(visit, today)', '2026-03-18T23:00:00.000Z'],
    ['did(visit, yesterday)', '2026-03-18T23:00:00.000Z'],
    ['did(visit, this week)', '2026-03-22T23:00:00.000Z'],
    ['did(visit, last week)', '2026-03-22T23:00:00.000Z'],
    // March ends in summer time: 00:00 +02:00.
    ['did(visit, this month)', '2026-03-31T22:00:00.000Z'],
    ['did(visit, last month)', '2026-03-31T22:00:00.000Z'],
    ['did(visit, this quarter)', '2026-03-31T22:00:00.000Z'],
    ['did(visit, last 3 months)', '2026-03-31T22:00:00.000Z'],
    ['did(visit, this year)', '2026-12-31T23:00:00.000Z'],
    ['did(visit, since 2026-01-01)', 'never'],
    ['did(visit, since 2026-03-19)', 'never'],
    ['did(visit, between 2026-03-01 and 2026-03-31)', 'never'],
    ['streak(visit, day) = 1', '2026-03-18T23:00:00.000Z'],
    ['streak(visit, day) >= 2', 'never'],
  ]),
  ...givenChange('a visit last month', { events: [visit('2026-02-10T12:00Z')] }, [
    ['did(visit, last month)', '2026-03-31T22:00:00.000Z'],
    ['did(visit, last 3 months)', '2026-05-31T22:00:00.000Z'],
    ['did(visit, this month)', 'never'],
    ['did(visit, last quarter)', '2026-03-31T22:00:00.000Z'],
    ['did(visit, last year)', '2026-12-31T23:00:00.000Z'],
  ]),
  ...givenChange(
    'weeks that begin on Sunday',
    { events: [visit('2026-03-18T07:00Z')] },
    [['did(visit, this week)', '2026-03-21T23:00:00.000Z']],
    { weekStart: 7 },
  ),
  ...givenChange(
    'the night on which Prague loses an hour',
    { events: [visit('2026-03-29T00:00Z'), visit('2026-03-28T12:00Z')] },
    [
      // The 29th is 23 hours long.
      ['did(visit, today)', '2026-03-29T22:00:00.000Z'],
      ['streak(visit, day) = 2', '2026-03-29T22:00:00.000Z'],
      ['count(visit, 24h) = 2', '2026-03-29T12:00:00.000Z'],
      // One on the 28th, one on the 29th, none on the 30th.
      ['count(visit where page is unknown, yesterday) = 1', '2026-03-30T22:00:00.000Z'],
      ['did(visit, this week)', '2026-03-29T22:00:00.000Z'],
    ],
    { asOf: '2026-03-29T00:30:00Z' },
  ),
  ...givenChange(
    'the night on which Prague gains an hour',
    { events: [visit('2026-10-25T00:15Z')] },
    [
      ['did(visit, today)', '2026-10-25T23:00:00.000Z'],
      ['did(visit, 24h)', '2026-10-26T00:15:00.000Z'],
      ['days_since(2026-10-20) >= 6', '2026-10-25T23:00:00.000Z'],
    ],
    { asOf: '2026-10-25T00:30:00Z' },
  ),
  ...givenChange(
    'New York on the day it loses an hour',
    { events: [visit('2026-03-08T06:00Z')] },
    [
      ['did(visit, today)', '2026-03-09T04:00:00.000Z'],
      ['did(visit, yesterday)', '2026-03-09T04:00:00.000Z'],
    ],
    { asOf: '2026-03-08T12:00:00Z', timezone: 'America/New_York' },
  ),
  ...givenChange(
    'Auckland on the day it gains an hour',
    { events: [visit('2026-04-04T11:00Z')] },
    [['did(visit, today)', '2026-04-05T12:00:00.000Z']],
    { asOf: '2026-04-05T11:59:59.999Z', timezone: 'Pacific/Auckland' },
  ),
  ...givenChange(
    'the end of a leap February',
    { events: [visit('2028-02-29T10:00Z')] },
    [
      ['did(visit, this month)', '2028-02-29T23:00:00.000Z'],
      ['did(visit, last month)', '2028-02-29T23:00:00.000Z'],
      // A day is 24 hours.
      ['did(visit, 366d)', '2029-03-01T10:00:00.000Z'],
    ],
    { asOf: '2028-02-29T12:00:00Z' },
  ),
]
