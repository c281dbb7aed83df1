import { purchase, visit } from '../customer.ts'
import { given, type Situation } from '../given.ts'

/** What generated expressions over generated histories found readings to differ in. */
export const foundByGeneration: readonly Situation[] = [
  ...given(
    'the days since an event are one operand, whatever stands around them',
    { attributes: { points: 6 }, events: [purchase('2d'), visit('12h')] },
    [
      ['points * days_since(purchase)', 12],
      ['points / days_since(purchase)', 3],
      ['points / (points / days_since(visit))', 0.5],
      ['12 / days_since(purchase) / days_since(visit)', 12],
      ['days_since(purchase) / days_since(visit)', 4],
    ],
  ),
  ...given(
    'days and instants that no store could hold',
    {
      attributes: {
        birth_date: '1900-01-01',
        contract_end: '2299-12-31',
        registered_at: '1900-01-01T00:00:00Z',
        last_login: '2299-12-31T23:59:59.999Z',
      },
    },
    [
      ['birth_date - 1d', undefined],
      ['birth_date - 1d is known', false],
      ['birth_date - 1d < birth_date', false],
      ['birth_date + 1d > birth_date', true],
      ['contract_end + 1d', undefined],
      ['contract_end - 1w < contract_end', true],
      ['registered_at - 1s is known', false],
      ['registered_at + 1s is known', true],
      ['last_login + 1s is known', false],
      // In Prague it is the first hour of 2300 there, which is no day that could be held.
      ['last_login = 2299-12-31', false],
      ['last_login = 2299-12-31 or last_login != 2299-12-31', false],
    ],
  ),
  ...given('three numbers to be one of, and a negative nought', { attributes: { points: -0 } }, [
    ['points = 0 or points = 1 or points = 2', true],
    ['points = 3 or points = 1 or points = 0', true],
    ['points != 0 and points != 1 and points != 2', false],
    ['points in (0, 1, 2)', true],
    ['points in (3, 1, 0)', true],
  ]),
]
