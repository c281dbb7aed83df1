import { given, type Situation } from '../given.ts'
import { date } from '../literals.ts'

/** Born on 29 February: the birthday falls on 1 March in a common year. */
export const leapDays: readonly Situation[] = [
  ...given(
    'born on a leap day, seen on 28 February of a common year',
    { attributes: { birth_date: '2008-02-29' } },
    [
      ['age(birth_date)', 17],
      ['anniversary(birth_date) in today', false],
      ['anniversary(birth_date) in next 2d', true],
      ['anniversary(birth_date) in next 1d', false],
      ['anniversary(birth_date) in this month', false],
    ],
    { asOf: '2026-02-28T12:00:00Z' },
  ),
  ...given(
    'born on a leap day, seen on 1 March of a common year',
    { attributes: { birth_date: '2008-02-29' } },
    [
      ['age(birth_date)', 18],
      ['anniversary(birth_date) in today', true],
      ['anniversary(birth_date) in last 1d', true],
      ['anniversary(birth_date) in last month', false],
    ],
    { asOf: '2026-03-01T12:00:00Z' },
  ),
  ...given(
    'born on a leap day, seen on a leap day',
    { attributes: { birth_date: '2008-02-29' } },
    [
      ['age(birth_date)', 20],
      ['anniversary(birth_date) in today', true],
      ['anniversary(birth_date) in this month', true],
      ['birth_date + 365d', date('2009-02-28')],
      ['days_since(birth_date) > 7000', true],
    ],
    { asOf: '2028-02-29T12:00:00Z' },
  ),
  ...given(
    'born on a leap day, seen the day after a leap day',
    { attributes: { birth_date: '2008-02-29' } },
    [
      ['age(birth_date)', 20],
      ['anniversary(birth_date) in today', false],
      ['anniversary(birth_date) in yesterday', true],
    ],
    { asOf: '2028-03-01T12:00:00Z' },
  ),
  ...given(
    'born on 1 March, seen on a leap day',
    { attributes: { birth_date: '2008-03-01', contract_end: '2028-02-29' } },
    [
      ['age(birth_date)', 19],
      ['anniversary(birth_date) in today', false],
      ['anniversary(birth_date) in next 2d', true],
      ['contract_end in today', true],
      ['contract_end + 1d = 2028-03-01', true],
      ['contract_end - birth_date', 7304],
    ],
    { asOf: '2028-02-29T12:00:00Z' },
  ),
]
