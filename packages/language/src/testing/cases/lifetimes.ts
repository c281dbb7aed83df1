import { purchase } from '../customer.ts'
import { given, type Situation } from '../given.ts'

/** Lifetime models: figures worked out by hand from the formulas of `models.ts`. */
export const lifetimes: readonly Situation[] = [
  ...given(
    'bought three times, the last time 40 days ago',
    {
      events: [
        purchase('300d', { amount: '20' }),
        purchase('200d', { amount: '50' }),
        purchase('40d', { amount: '30' }),
      ],
    },
    [
      ['score(alive) between 0.76392947 and 0.76392948', true],
      ['score(alive) > 0.76392948', false],
      ['score(lifetime_value) between 20.25612882 and 20.25612883', true],
    ],
  ),
  ...given('bought once', { events: [purchase('100d', { amount: '15' })] }, [
    ['score(alive) = 1', true],
    ['score(lifetime_value) between 4.34229806 and 4.34229807', true],
  ]),
  ...given('bought once, and nobody knows for how much', { events: [purchase('100d', {})] }, [
    ['score(alive) = 1', true],
    // What the first purchase brought is unknown, and so is what is reckoned from it.
    ['score(lifetime_value) is unknown', true],
  ]),
  ...given('never bought', { events: [] }, [
    ['score(alive) is unknown', true],
    ['score(lifetime_value) is unknown', true],
  ]),
]
