import { visit } from '../customer.ts'
import { given, type Situation } from '../given.ts'

/** Consecutive calendar days of Prague, today (18 March 2026) being the last. */
export const streaks: readonly Situation[] = [
  ...given(
    'three days in a row and one before a gap',
    {
      events: [
        visit('2026-03-14T10:00Z', { page: 'a' }),
        visit('2026-03-16T10:00Z', { page: 'a' }),
        visit('2026-03-17T09:00Z', { page: 'b' }),
        visit('2026-03-17T10:00Z', { page: 'a' }),
        visit('2026-03-18T10:00Z', { page: 'b' }),
      ],
    },
    [
      ['streak(visit, day)', 3],
      ['streak(visit where page = "b", day)', 2],
      ['streak(visit where page = "a", day)', 0],
      ['streak(visit, day) >= 3', true],
    ],
  ),
  ...given(
    'no visit today breaks the streak',
    { events: [visit('2026-03-16T10:00Z'), visit('2026-03-17T10:00Z')] },
    [['streak(visit, day)', 0]],
  ),
  ...given(
    'days end at midnight in Prague, not in Greenwich',
    {
      events: [
        visit('2026-03-16T22:59:59.999Z'),
        visit('2026-03-16T23:00:00Z'),
        visit('2026-03-17T23:00:00Z'),
      ],
    },
    [['streak(visit, day)', 3]],
  ),
  ...given('a visit that is still to come does not count', { events: [visit('2026-03-18T13:00Z')] }, [
    ['streak(visit, day)', 0],
  ]),
]
