import { purchase } from '../customer.ts'
import { given, type Situation } from '../given.ts'
import { date, instant, money } from '../literals.ts'

/** `if`, `coalesce` and what they may hold. */
export const choices: readonly Situation[] = [
  ...given(
    'something of every type',
    {
      attributes: {
        country: 'CZ',
        income: 1,
        credit: '2.5',
        birth_date: '2000-01-01',
        registered_at: '2026-01-01T00:00:00Z',
        marketing_consent: false,
      },
      events: [purchase('1d', { amount: '7' })],
    },
    [
      ['if(country = "CZ", "home", "abroad")', 'home'],
      ['if(country = "SK", "home", "abroad") = "abroad"', true],
      ['if(marketing_consent, 1, 2)', 2],
      ['if(not marketing_consent, 1, 2)', 1],
      ['if(income > 0 and credit > 2, credit, debt)', money('2.5')],
      ['if(income > 5, credit, debt)', undefined],
      ['if(income > 5, credit, debt) > 0', false],
      ['if(did(purchase, 30d), last(purchase.amount), credit)', money('7')],
      ['if(income = 1, birth_date, contract_end)', date('2000-01-01')],
      ['if(income = 1, registered_at, last_login)', instant('2026-01-01T00:00Z')],
      ['if(income = 1, if(credit = 2.5, 10, 20), 30)', 10],
      ['coalesce(city, country)', 'CZ'],
      ['coalesce(debt, credit)', money('2.5')],
      ['coalesce(debt, credit) + 1 = 3.5', true],
      ['coalesce(contract_end, birth_date)', date('2000-01-01')],
      ['coalesce(last_login, registered_at)', instant('2026-01-01T00:00Z')],
      ['coalesce(last(purchase.amount), 0)', money('7')],
      ['coalesce(avg(purchase.amount, 12h), 0)', 0],
      ['coalesce(points / 0, income / 0, 42)', 42],
      ['length(coalesce(city, country, "?")) = 2', true],
      ['age(coalesce(contract_end, birth_date)) = 26', true],
      ['coalesce(marketing_consent, true)', false],
      ['max(income, 3) + min(income, 3) = 4', true],
      ['max(credit, 3) = 3', true],
      ['abs(-3)', 3],
      ['round(1234.5678, 2)', 1234.57],
    ],
  ),
]
