import { describe, expect, test } from 'vitest'
import { readCdnow } from '../testing/cdnow.ts'
import { PublishedData } from '../testing/published-data.ts'
import { calibrateLifetime } from './calibrate-lifetime.ts'
import { cohortCurve } from './cohort-curve.ts'
import { expectedPurchases } from './expected-purchases.ts'
import { fitLifetime } from './fit-lifetime.ts'
import { expectedSpending, fitGammaGamma } from './gamma-gamma.ts'
import { newCustomer } from './histories.ts'
import { numbersOf } from './lifetime-interval.ts'
import type { LifetimeModel } from './lifetime-parameters.ts'
import { purchaseProbabilities } from './purchase-probabilities.ts'

const published = { model: 'bg_nbd', r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } as const

test('the figures of the BG/NBD papers, from the parameters that they print', () => {
  const customer = { frequency: 2, recency: 30.43, age: 38.86 }
  expect(expectedPurchases(published, customer, 39)).toBeCloseTo(1.226, 3)
  expect(purchaseProbabilities(published, newCustomer, 39, 0)[0]).toBeCloseTo(0.5737864, 6)
  expect(purchaseProbabilities(published, newCustomer, 2, 10)[10]! / 1.07869e-7).toBeCloseTo(1, 5)
})

test('the figures of BTYD’s Pareto/NBD, from the parameters of its tests', () => {
  const walkThrough = { model: 'pareto_nbd', r: 0.55, alpha: 10.56, s: 0.61, beta: 11.64 } as const
  const printed = [
    0, 0.05077821, 0.09916088, 0.14542507, 0.1897993, 0.23247466, 0.27361274, 0.31335159, 0.35181024,
    0.38909211,
  ]
  printed.forEach((purchases, week) => {
    expect(expectedPurchases(walkThrough, newCustomer, week)).toBeCloseTo(purchases, 7)
  })
})

const summary = new PublishedData('cdnow/cdnow_customers_summary_with_transactions.csv')
const sample = new PublishedData('cdnow/CDNOW_sample.txt')
const master = new PublishedData('cdnow/CDNOW_master.txt.gz')

function columnsOf(data: PublishedData): Record<'frequency' | 'recency' | 'age' | 'value', number[]> {
  const { values, rows } = data.columns(['x', 't_x', 'T', 'zbar'])
  const column = (at: number): number[] => Array.from({ length: rows }, (_, row) => values[4 * row + at]!)
  return { frequency: column(0), recency: column(1), age: column(2), value: column(3) }
}

/** As precise as they were printed: half a unit of the last digit. */
function expectPrinted(given: number, printed: string): void {
  expect(given).toBeCloseTo(Number(printed), (printed.split('.')[1] ?? '').length)
}

describe.skipIf(summary.isMissing)(
  'CDNOW, the sample of 2,357 customers (skipped where shared/data is not there)',
  () => {
    const customers = summary.isMissing ? undefined : columnsOf(summary)
    const wanted: readonly [LifetimeModel, readonly string[], string][] = [
      ['bg_nbd', ['0.2426', '4.4136', '0.7930', '2.4259'], '-9582.43'],
      ['mbg_nbd', ['0.525', '6.183', '0.891', '1.614'], '-9582.13'],
      ['pareto_nbd', ['0.553', '10.58', '0.606', '11.66'], '-9594.98'],
    ]

    test.each(wanted)(
      '%s has the parameters and the likelihood that were published',
      (model, parameters, likelihood) => {
        const fitted = fitLifetime(customers!, { model })
        const numbers = numbersOf(fitted.parameters)
        // Published fits stop where their climb was flat enough: a few units of the last digit are left.
        parameters.forEach((printed, at) => {
          expect(Math.abs(numbers[at]! / Number(printed) - 1)).toBeLessThan(1e-3)
        })
        expect(fitted.logLikelihood).toBeGreaterThan(Number(likelihood) - 0.0051)
        expect(fitted.logLikelihood).toBeLessThan(Number(likelihood) + 0.0101)
        expect(fitted).toMatchObject({ converged: true, unidentified: [], customers: 2357, returned: 946 })
        expect(Object.isFrozen(fitted)).toBe(true)
        expect(JSON.parse(JSON.stringify(fitted))).toEqual(fitted)
      },
    )

    test('BG/NBD expects of a new customer what its paper prints', () => {
      const { parameters } = fitLifetime(customers!, { model: 'bg_nbd' })
      const printed = {
        0.1429: '0.0078',
        1: '0.0532',
        3: '0.1506',
        31.8571: '1.0405',
        32: '1.0437',
        78: '1.8576',
      }
      // At 78 weeks 1.8580 follows from parameters as exact as ours; 1.8576 is what the paper's spreadsheet has.
      for (const [weeks, purchases] of Object.entries(printed))
        expect(
          Math.abs(expectedPurchases(parameters, newCustomer, Number(weeks)) - Number(purchases)),
        ).toBeLessThan(4e-4)
    })

    test('Pareto/NBD expects what the walk-through of BTYD prints', () => {
      const { parameters } = fitLifetime(customers!, { model: 'pareto_nbd' })
      expectPrinted(expectedPurchases(parameters, { frequency: 26, recency: 30.86, age: 31 }, 52), '25.46')
    })

    test('Gamma-Gamma has the parameters of its note, and the mean values of its first ten customers', () => {
      const fitted = fitGammaGamma(customers!)
      expectPrinted(fitted.parameters.p, '6.25')
      expectPrinted(fitted.parameters.q, '3.74')
      expect(fitted.parameters.v).toBeCloseTo(15.44, 1)
      expectPrinted(fitted.logLikelihood, '-4055.92')
      expect(fitted).toMatchObject({ buyers: 946, unpaid: 0, converged: true })
      const printed = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17]
      printed.forEach((dollars, row) => {
        const spent = expectedSpending(fitted.parameters, customers!.frequency[row]!, customers!.value[row]!)
        expect(Math.abs(spent - dollars)).toBeLessThan(0.01)
      })
    })

    test('the cohort’s curve ends at the 39 weeks’ repeat purchases, within 5 %', () => {
      const { parameters } = fitLifetime(customers!, { model: 'bg_nbd' })
      const starts = customers!.age.map(age => 39 - age)
      const [expected] = cohortCurve(parameters, starts, [39])
      expect(customers!.frequency.reduce((sum, each) => sum + each, 0)).toBe(2457)
      expect(Math.abs(expected! / 2457 - 1)).toBeLessThan(0.05)
    })
  },
)

describe.skipIf(sample.isMissing)(
  'the next 39 weeks of CDNOW (skipped where shared/data is not there)',
  () => {
    test.each([
      ['bg_nbd', 1653.4, 0.786],
      ['pareto_nbd', 1665.5, 0.755],
    ] as const)('%s, in total and a customer', (model, expected, error) => {
      const { later, ...histories } = readCdnow(sample.path)
      const { parameters } = fitLifetime(histories, { model })
      const held = calibrateLifetime(parameters, histories, later, 39)
      expect(held.actual).toBe(1882)
      expect(Math.abs(held.expected - expected)).toBeLessThan(0.5)
      expect(Math.abs(held.meanAbsoluteError - error)).toBeLessThan(1e-3)
      expect(held.byFrequency.reduce((sum, { customers }) => sum + customers, 0)).toBe(2357)
      expect(held.byFrequency[0]).toMatchObject({ frequency: 0, customers: 1411 })
    })
  },
)

describe.skipIf(master.isMissing)(
  'all 23,570 customers of CDNOW (skipped where shared/data is not there)',
  () => {
    const customers = master.isMissing ? undefined : readCdnow(master.path)

    test.each([
      ['bg_nbd', [0.2516, 4.7889, 0.7234, 2.1611], -95_368.4],
      ['mbg_nbd', [0.6371, 7.3103, 0.8075, 1.2284], -95_337.0],
      ['pareto_nbd', [0.5974, 11.5857, 0.5222, 8.8278], -95_415.1],
    ] as const)('%s', (model, parameters, likelihood) => {
      const fitted = fitLifetime(customers!, { model })
      numbersOf(fitted.parameters).forEach((value, at) => {
        expect(Math.abs(value / parameters[at]! - 1)).toBeLessThan(2e-4)
      })
      expect(fitted.logLikelihood).toBeCloseTo(likelihood, 1)
      expect(fitted).toMatchObject({ customers: 23_570, returned: 9451, unidentified: [] })
    })

    test('Gamma-Gamma leaves out who bought again for nothing', () => {
      const { parameters, buyers, unpaid } = fitGammaGamma(customers!)
      expect([buyers, unpaid]).toEqual([9450, 1])
      expect(parameters.p).toBeCloseTo(6.275, 2)
      expect(parameters.q).toBeCloseTo(3.624, 3)
      expect(parameters.v).toBeCloseTo(14.984, 2)
    })
  },
)
