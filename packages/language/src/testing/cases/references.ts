import { purchase, visit, type WrittenCustomer } from '../customer.ts'
import { given, type Situation } from '../given.ts'
import { instant, money } from '../literals.ts'

const vip: WrittenCustomer = {
  attributes: { marketing_consent: true, company: '100%' },
  events: [
    purchase('200d', { amount: '50', category: 'phone' }),
    purchase('60d', { amount: '600', category: 'laptop' }),
    purchase('20d', { amount: '400.01', category: 'laptop' }),
    visit('31d'),
  ],
}

/** Features, segments, segmentations, scores and lists of the test vocabulary. */
export const references: readonly Situation[] = [
  ...given('a customer who spends', vip, [
    ['spend_90d', money('1000.01')],
    ['spend_90d > 1000', true],
    ['spend_90d > 1000.01', false],
    ['spend', money('1050.01')],
    ['orders', 3],
    ['orders >= 3', true],
    ['recency', 20],
    ['favourite', 'laptop'],
    ['favourite = "laptop"', true],
    ['first_order', instant('2025-08-30T12:00Z')],
    ['basket > 350', true],
    ['basket < 350.01', true],
    ['twice_the_basket = basket * 2', true],
    ['consented', true],
    ['in(vip)', true],
    ['in(active)', true],
    ['in(at_risk)', true],
    ['in(reachable)', true],
    ['not in(vip)', false],
    ['in(vip) and in(reachable)', true],
    ['lifecycle', 'vip'],
    ['lifecycle = "vip"', true],
    ['lifecycle != "vip"', false],
    ['lifecycle in ("vip", "new")', true],
    ['value_tier', 'gold'],
    ['value_tier = "silver"', false],
    ['profit', 'core'],
    ['rfm', 'loyal'],
    ['rfm in ("champions", "loyal")', true],
    ['score(churn)', 0.25],
    ['score(churn) > 0.2', true],
    ['score(churn) between 0.25 and 0.25', true],
    ['score(churn, doubled)', 0.5],
    ['score(churn, doubled) > score(churn)', true],
    ['score(upsell) > 0', false],
    ['score(upsell) is unknown', true],
    ['company in list(competitors)', true],
  ]),
  ...given('a customer nothing was ever sold to', {}, [
    ['spend_90d = 0', true],
    ['orders', 0],
    ['recency', undefined],
    ['recency > 5', false],
    ['favourite', undefined],
    ['basket', undefined],
    ['basket > 0', false],
    ['not basket > 0', true],
    ['twice_the_basket is unknown', true],
    ['consented', undefined],
    ['in(vip)', false],
    ['not in(vip)', true],
    ['in(at_risk)', false],
    ['in(reachable)', false],
    ['not in(reachable)', true],
    ['lifecycle', 'lapsed'],
    ['value_tier', 'rest'],
    ['profit', 'tail'],
    ['rfm', 'others'],
  ]),
  ...given(
    'a customer whose first purchase was thirty days ago',
    { events: [purchase('30d', { amount: '5' })] },
    [
      ['lifecycle', 'new'],
      ['in(active)', true],
    ],
  ),
  ...given(
    'a customer whose first purchase was just over thirty days ago',
    { events: [purchase('30d 1ms', { amount: '5' })] },
    [
      ['lifecycle', 'active'],
      ['value_tier', 'rest'],
    ],
  ),
  ...given(
    'a customer whose last purchase was exactly ninety days ago',
    { events: [purchase('90d', { amount: '50' })] },
    [
      ['lifecycle', 'lapsing'],
      ['in(active)', false],
      // Exactly at the third cut.
      ['value_tier', 'bronze'],
    ],
  ),
  ...given(
    'a customer whose last purchase was exactly half a year ago',
    { events: [purchase('180d', { amount: '49.9999' })] },
    [
      ['lifecycle', 'lapsed'],
      ['value_tier', 'rest'],
      ['profit', 'tail'],
    ],
  ),
  ...given('a spend exactly at the cuts', { events: [purchase('1d', { amount: '400' })] }, [
    ['profit', 'core'],
    ['value_tier', 'silver'],
  ]),
  ...given('a ten-thousandth below the cuts', { events: [purchase('1d', { amount: '399.9999' })] }, [
    ['profit', 'tail'],
    ['profit = "core"', false],
  ]),
  ...given(
    'more refunds than purchases',
    { events: [purchase('2d', { amount: '10' }), purchase('1d', { amount: '-20' })] },
    [
      ['profit', 'tail'],
      ['value_tier', 'rest'],
      ['rfm', 'others'],
    ],
  ),
  ...given(
    'a champion by the skin of the teeth',
    {
      events: [
        ...Array.from({ length: 5 }, (_, index) => purchase(`${100 + index}d`, { amount: '0' })),
        purchase('30d', { amount: '500' }),
      ],
    },
    [
      // Recency 30 is in the second cut, six orders too, 500 too: four points each.
      ['rfm', 'champions'],
      ['recency', 30],
      ['orders', 6],
    ],
  ),
  ...given(
    'a champion no longer, one millisecond later',
    {
      events: [
        ...Array.from({ length: 5 }, (_, index) => purchase(`${100 + index}d`, { amount: '0' })),
        purchase('30d 1ms', { amount: '500' }),
      ],
    },
    [['rfm', 'loyal']],
  ),
  ...given(
    'many orders, long ago',
    {
      events: [
        purchase('100d', { amount: '10' }),
        purchase('110d', { amount: '10' }),
        purchase('120d', { amount: '10' }),
      ],
    },
    [
      // Recency two points, three orders three points, 30 EUR one.
      ['rfm', 'at risk'],
      ['rfm = "at risk"', true],
    ],
  ),
]
