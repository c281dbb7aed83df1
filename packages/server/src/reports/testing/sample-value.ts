import type { FollowedCohorts, ValueComparison } from '@kindred/engine'

const at = Date.UTC(2026, 5, 30)

/** Two ways to value customers and one that nobody has. @param say - What becomes of each text that people write. */
export function sampleValues(say: (text: string) => string = text => text): ValueComparison {
  const curve = Array.from({ length: 11 }, (_, step) => ({
    customers: step / 10,
    value: 1 - (1 - step / 10) ** 3,
  }))
  const best = [
    {
      feature: say('spend'),
      inGroup: '900 EUR',
      inBase: '40 EUR',
      effect: 0.8,
      interval: [0.7, 0.9] as const,
      says: say('higher spend: 900 EUR against 40 EUR'),
    },
  ]
  const shares = { gini: 0.5, customersForEighty: 0.42, shareOfBestFifth: 0.488, curve }
  const classes = [
    { class: say('A'), customers: 420, value: 8000, shareOfValue: 0.8 },
    { class: say('B'), customers: 580, value: 2000, shareOfValue: 0.2 },
  ]
  return {
    ...{ asOf: at, customers: 1000, currency: 'EUR' },
    values: [
      {
        ...{ id: 'margin', name: say('Margin of the year'), by: 'revenue', tells: 'present', isMoney: true },
        ...{ customers: 1000, total: 10_000, mean: 10, ...shares, classes, best },
      },
      {
        ...{ id: 'points', name: say('Points'), by: 'points', isMoney: false },
        ...{ customers: 1000, total: 5000, mean: 5, ...shares, classes: [], best },
      },
      {
        ...{
          id: 'worth',
          name: say('To come'),
          by: 'amount',
          isMoney: true,
          customers: 0,
          total: 0,
          mean: 0,
        },
        ...{ gini: null, customersForEighty: null, shareOfBestFifth: null, curve: [], classes: [], best: [] },
      },
    ],
    pairs: [{ a: 'margin', b: 'points', customers: 1000, rankCorrelation: 0.73, sharedBest: 0.615 }],
  }
}

/** Three months of cohorts, with what a model expected. */
export function sampleCohorts(): FollowedCohorts {
  const ages = (sizes: readonly number[]) =>
    sizes.map(active => ({ active, events: active * 2, value: active * 10 }))
  return {
    ...{ event: 'purchase', every: 'month', asOf: at, currency: 'EUR' },
    periods: ['2026-04-01', '2026-05-01', '2026-06-01'],
    cohorts: [
      { period: 0, customers: 200, ages: ages([200, 90, 60]) },
      { period: 1, customers: 100, ages: ages([100, 37]) },
      { period: 2, customers: 50, ages: ages([50]) },
    ],
    tracking: {
      ...{ model: 'orders', version: 2, fittedTo: Date.UTC(2026, 4, 31) },
      actual: [120, 310, 480],
      expected: [110.4, 320.2, 501],
    },
  }
}
