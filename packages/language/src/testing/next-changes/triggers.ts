import { purchase } from '../customer.ts'
import { type ChangingSituation, givenChange } from '../given-change.ts'

/** Dates and instants that are looked for in a window. */
export const triggerChanges: readonly ChangingSituation[] = [
  ...givenChange('a contract that ends on 20 April', { attributes: { contract_end: '2026-04-20' } }, [
    // Thirty days, today being the first: from 22 March on.
    ['contract_end in next 30d', '2026-03-21T23:00:00.000Z'],
    ['contract_end in last 7d', '2026-04-19T22:00:00.000Z'],
    ['contract_end in today', '2026-04-19T22:00:00.000Z'],
    ['contract_end in yesterday', '2026-04-20T22:00:00.000Z'],
    ['contract_end in this month', '2026-03-31T22:00:00.000Z'],
    ['contract_end in last month', '2026-04-30T22:00:00.000Z'],
    ['contract_end in this year', '2026-12-31T23:00:00.000Z'],
    ['contract_end in since 2026-01-01', '2026-04-19T22:00:00.000Z'],
    ['contract_end in between 2026-04-01 and 2026-04-30', 'never'],
    ['contract_end > 2026-01-01', 'never'],
  ]),
  ...givenChange('a contract that ended today', { attributes: { contract_end: '2026-03-18' } }, [
    ['contract_end in next 1d', '2026-03-18T23:00:00.000Z'],
    // Twelve days later, in summer time.
    ['contract_end in last 12d', '2026-03-29T22:00:00.000Z'],
  ]),
  ...givenChange(
    'a login an hour ago, a payment due in two',
    {
      attributes: { last_login: '2026-03-18T11:00:00Z', registered_at: '2026-03-18T14:00:00Z' },
      events: [purchase('1d', { paid_at: '2026-03-18T11:00:00Z' })],
    },
    [
      ['last_login in last 2h', '2026-03-18T13:00:00.000Z'],
      ['last_login in next 2h', 'never'],
      ['last_login in today', '2026-03-18T23:00:00.000Z'],
      // asOf < t: at its own instant it is no longer to come, but in the past.
      ['registered_at in next 3h', '2026-03-18T14:00:00.000Z'],
      ['registered_at in next 1h', '2026-03-18T13:00:00.000Z'],
      ['registered_at in last 1h', '2026-03-18T14:00:00.000Z'],
      // A condition on events that looks at the clock itself.
      ['did(purchase where paid_at in last 90m, 30d)', '2026-03-18T12:30:00.000Z'],
      ['count(purchase where days_since(paid_at) >= 1, 30d) = 1', '2026-03-19T11:00:00.000Z'],
    ],
  ),
  ...givenChange('a birthday on 29 February', { attributes: { birth_date: '2004-02-29' } }, [
    // On 1 March in 2027; in the window of seven days from 23 February on.
    ['anniversary(birth_date) in next 7d', '2027-02-22T23:00:00.000Z'],
    ['anniversary(birth_date) in today', '2027-02-28T23:00:00.000Z'],
    // 1 March 2026 is in it until 18 days after.
    ['anniversary(birth_date) in last 18d', '2026-03-18T23:00:00.000Z'],
    ['anniversary(birth_date) in this month', '2026-03-31T22:00:00.000Z'],
    ['anniversary(birth_date) in last month', '2026-03-31T22:00:00.000Z'],
    ['anniversary(birth_date) in next 366d', 'never'],
  ]),
  ...givenChange('a date of this year has no anniversary yet', { attributes: { birth_date: '2026-03-20' } }, [
    ['anniversary(birth_date) in today', '2027-03-19T23:00:00.000Z'],
    ['anniversary(birth_date) in since 2020-01-01', '2027-03-19T23:00:00.000Z'],
  ]),
  ...givenChange(
    'the eve of the leap day',
    { attributes: { birth_date: '2004-02-29' } },
    [
      ['anniversary(birth_date) in today', '2028-02-28T23:00:00.000Z'],
      ['anniversary(birth_date) in yesterday', '2028-02-29T23:00:00.000Z'],
    ],
    { asOf: '2028-02-28T12:00:00Z' },
  ),
]
