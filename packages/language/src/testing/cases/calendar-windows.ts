import { visit } from '../customer.ts'
import { given, type Situation } from '../given.ts'

/** Prague is one hour ahead of UTC in March until the 29th: its Wednesday 18 March 2026 began at 23:00 UTC. */
export const calendarWindows: readonly Situation[] = [
  ...given(
    'visits at both ends of the Prague day',
    {
      events: [
        visit('2026-03-17T22:59:59.999Z'),
        visit('2026-03-17T23:00:00Z'),
        visit('2026-03-18T12:00:00Z'),
      ],
    },
    [
      ['count(visit, today)', 2],
      ['count(visit, yesterday)', 1],
      ['count(visit, 1d)', 3],
    ],
  ),
  ...given(
    'visits at both ends of yesterday',
    {
      events: [
        visit('2026-03-16T22:59:59.999Z'),
        visit('2026-03-16T23:00:00Z'),
        visit('2026-03-17T22:59:59.999Z'),
      ],
    },
    [
      ['count(visit, yesterday)', 2],
      ['count(visit, today)', 0],
      ['count(visit, this week)', 3],
    ],
  ),
  ...given(
    'visits around Monday midnight',
    {
      events: [
        visit('2026-03-08T22:59:59.999Z'),
        visit('2026-03-08T23:00Z'),
        visit('2026-03-15T22:59Z'),
        visit('2026-03-15T23:00Z'),
      ],
    },
    [
      ['count(visit, this week)', 1],
      ['count(visit, last week)', 2],
      ['count(visit, last 2 weeks)', 3],
    ],
  ),
  ...given(
    'the same visits where weeks begin on Sunday',
    { events: [visit('2026-03-14T22:59:59.999Z'), visit('2026-03-14T23:00Z'), visit('2026-03-07T23:00Z')] },
    [
      ['count(visit, this week)', 1],
      ['count(visit, last week)', 2],
    ],
    { weekStart: 7 },
  ),
  ...given(
    'visits around the first of the month',
    {
      events: [
        visit('2026-01-31T22:59:59.999Z'),
        visit('2026-01-31T23:00Z'),
        visit('2026-02-28T22:59:59.999Z'),
        visit('2026-02-28T23:00Z'),
      ],
    },
    [
      ['count(visit, this month)', 1],
      ['count(visit, last month)', 2],
      ['count(visit, last 2 months)', 3],
      ['count(visit, this quarter)', 4],
      ['count(visit, last quarter)', 0],
    ],
  ),
  ...given(
    'visits around three whole months',
    {
      events: [
        visit('2025-11-30T22:59:59.999Z'),
        visit('2025-11-30T23:00Z'),
        visit('2026-02-15T00:00Z'),
        visit('2026-03-01T00:00Z'),
      ],
    },
    [
      ['count(visit, last 3 months)', 2],
      ['count(visit, last quarter)', 2],
      ['count(visit, this year)', 2],
      ['count(visit, last year)', 2],
    ],
  ),
  ...given(
    'visits around New Year',
    {
      events: [
        visit('2024-12-31T22:59:59.999Z'),
        visit('2024-12-31T23:00Z'),
        visit('2025-12-31T22:59:59.999Z'),
        visit('2025-12-31T23:00Z'),
      ],
    },
    [
      ['count(visit, this year)', 1],
      ['count(visit, last year)', 2],
      ['count(visit, last 2 years)', 3],
      ['count(visit, since 2026-01-01)', 1],
      ['count(visit, since 2025-01-01)', 3],
    ],
  ),
  ...given(
    'visits at the ends of named days',
    {
      events: [
        visit('2026-01-09T22:59:59.999Z'),
        visit('2026-01-09T23:00Z'),
        visit('2026-01-12T22:59:59.999Z'),
        visit('2026-01-12T23:00Z'),
      ],
    },
    [
      ['count(visit, between 2026-01-10 and 2026-01-12)', 2],
      ['count(visit, between 2026-01-10 and 2026-01-10)', 1],
      ['count(visit, since 2026-01-13)', 1],
      ['count(visit, between 2026-02-01 and 2026-12-31)', 0],
      ['did(visit, since 2026-12-24)', false],
    ],
  ),
  ...given('a visit later today', { events: [visit('2026-03-18T13:00:00Z')] }, [
    ['did(visit, today)', false],
    ['did(visit, this week)', false],
    ['did(visit, between 2026-03-01 and 2026-03-31)', false],
  ]),
  ...given(
    'a visit on a leap day',
    { events: [visit('2024-02-29T12:00:00Z')] },
    [
      ['did(visit, today)', true],
      ['did(visit, between 2024-02-29 and 2024-02-29)', true],
      ['did(visit, this month)', true],
    ],
    { asOf: '2024-02-29T20:00:00Z' },
  ),
]
