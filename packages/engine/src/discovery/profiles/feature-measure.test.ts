import { expect, test } from 'vitest'
import { measureOf } from './feature-measure.ts'

test.each([
  ['count(visit, 7d)', 'Visits', [1, 2], 'count'],
  ['orders_365d', 'Orders in 365 days', [0, 8], 'count'],
  ['propensity', 'Propensity by points', [0, 80], 'number'],
  ['calls', 'Calls by phone', [0, 8], 'count'],
  ['income', 'Annual Income (k$)', [15, 40], 'number'],
  ['income', 'Earnings', [15.5, 40], 'number'],
  ['recency', 'Days since the last purchase', [1.5, 40], 'days_since'],
  ['average_basket', 'Average basket', [15, 40], 'average'],
  ['weekend', 'Weekend share', [0.2, 1], 'share'],
  ['flag', 'Flag', [0, 1], 'number'],
])('%s, “%s” with values %o is said as %s', (is, label, values, measure) => {
  const column = { name: 'x', kind: 'number', values: Float64Array.from([...values, Number.NaN]) } as const
  expect(measureOf({ id: 'x', is, label, kind: 'number' }, { columns: [column] })).toBe(measure)
})
