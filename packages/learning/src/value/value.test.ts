import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitLifetime } from '../lifetime/fit-lifetime.ts'
import { expectedSpending, fitGammaGamma } from '../lifetime/gamma-gamma.ts'
import { scoreLifetime } from '../lifetime/score-lifetime.ts'
import { matrixOf } from '../matrix/matrix.ts'
import { seeded } from '../numeric/random.ts'
import { buyingCustomers } from '../testing/buying-customers.ts'
import { codeOf } from '../testing/estimator-suite.ts'
import { assignAbc, fitAbc } from './abc.ts'
import { concentration, customersFor } from './concentration.ts'
import { customerEquity } from './customer-equity.ts'
import { potentialOf } from './potential.ts'

const amounts = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 60 })

test('Gini is half the mean difference of two customers over the mean', () => {
  fc.assert(
    fc.property(amounts, values => {
      const { gini, total } = concentration(values)
      let differences = 0
      for (const a of values) for (const b of values) differences += Math.abs(a - b)
      // Nothing is returned: what an expectation returns is not what fast-check takes for an answer.
      if (total === 0) expect(gini).toBeNull()
      else expect(gini!).toBeCloseTo(differences / (2 * values.length * total), 9)
    }),
  )
})

test('equal customers have no concentration, and one who brings all has all of it', () => {
  expect(concentration([5, 5, 5, 5]).gini).toBeCloseTo(0, 12)
  expect(concentration([0, 0, 0, 100]).gini).toBeCloseTo(0.75, 12)
  expect(concentration([0, 0]).gini).toBeNull()
})

test('the curve rises from 0 to 1, the steepest first', () => {
  fc.assert(
    fc.property(amounts, values => {
      const { curve, total } = concentration(values, { steps: 20 })
      if (total === 0) return
      expect(curve[0]).toEqual({ customers: 0, value: 0 })
      expect(curve.at(-1)!.value).toBeCloseTo(1, 9)
      curve.forEach(({ value }, at) => {
        const [before, earlier] = [curve[at - 1]?.value ?? 0, curve[at - 2]?.value ?? 0]
        expect(value).toBeGreaterThanOrEqual(before - 1e-9)
        if (at >= 2) expect(value - before).toBeLessThanOrEqual(before - earlier + 1e-9)
      })
    }),
  )
})

test('customers who cost more than they bring bend the curve above 1', () => {
  const { curve, total } = concentration([100, 50, -30, -20], { steps: 4 })
  expect(total).toBe(100)
  expect(curve.map(({ value }) => value)).toEqual([0, 1, 1.5, 1.3, 1])
  expect(customersFor([100, 50, -30, -20], 1)).toBe(0.25)
  expect(customersFor([-1, 1], 0.8)).toBeNull()
})

test('A, B and C are cut where the shares are reached, and equal values stay together', () => {
  const values = [50, 30, 10, 5, 2, 1, 1, 1]
  const fitted = fitAbc(values)
  expect(fitted.thresholds).toEqual([30, 5])
  expect(Array.from(assignAbc(fitted, values))).toEqual([0, 0, 1, 1, 2, 2, 2, 2])
  expect(Array.from(assignAbc(fitAbc([1, 1, 1, 1]), [1, 0.5]))).toEqual([0, 2])
  fc.assert(
    fc.property(amounts, given => {
      if (given.every(value => value === 0)) return
      const classes = assignAbc(fitAbc(given), given)
      const total = given.reduce((sum, value) => sum + value, 0)
      const best = given.reduce((sum, value, row) => sum + (classes[row] === 0 ? value : 0), 0)
      expect(best).toBeGreaterThanOrEqual(0.8 * total * (1 - 1e-9))
    }),
  )
})

test('the potential is what the better of her like reach, and never less than she brings', () => {
  const rows = matrixOf([[0], [0.1], [0.2], [0.3], [9], [9.1], [9.2]])
  const { potential, used } = potentialOf(rows, [10, 80, 100, 20, 5, 7, 50], { neighbours: 2, share: 1 })
  expect(Array.from(potential)).toEqual([100, 100, 100, 100, 50, 50, 50])
  expect(used[0]).toBeCloseTo(0.1, 12)
  expect(used[2]).toBe(1)
  expect(Array.from(potentialOf(matrixOf([[1]]), [0]).used)).toEqual([1])
})

test('the equity of a base is the sum of what its customers are worth, with an interval around it', () => {
  const histories = buyingCustomers(900, 8)
  const frequency = Array.from(histories.frequency)
  const random = seeded(8)
  // Customers differ by their own mean, and purchases of one from that.
  const value = frequency.map(
    x => 30 * Math.exp(0.6 * random.normal()) * Math.exp((0.4 * random.normal()) / Math.sqrt(Math.max(1, x))),
  )
  const lifetime = fitLifetime(histories, { model: 'bg_nbd' })
  const spending = fitGammaGamma({ frequency, value })
  const options = { horizon: 200, discount: 0.0004, margin: 0.4 }
  const { estimate, low, high } = customerEquity({ lifetime, spending }, histories, value, options)
  const { discounted } = scoreLifetime(lifetime.parameters, histories, options)
  const each = discounted.map(
    (purchases, row) => 0.4 * purchases * expectedSpending(spending.parameters, frequency[row]!, value[row]!),
  )
  expect(estimate / each.reduce((sum, worth) => sum + worth, 0)).toBeCloseTo(1, 9)
  expect(low!).toBeLessThan(estimate)
  expect(high!).toBeGreaterThan(estimate)
  expect(high! / low!).toBeLessThan(1.5)
})

test('what is no value is refused by name', () => {
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(codeOf(() => concentration([1, wrong]))).toBe('not_finite')
    expect(codeOf(() => fitAbc([1, wrong]))).toBe('not_finite')
    expect(codeOf(() => assignAbc(fitAbc([1, 2]), [wrong]))).toBe('not_finite')
    expect(codeOf(() => potentialOf(matrixOf([[1]]), [wrong]))).toBe('not_finite')
  }
  expect(codeOf(() => concentration([]))).toBe('no_rows')
  expect(codeOf(() => fitAbc([]))).toBe('no_rows')
  expect(codeOf(() => fitAbc([0, 0]))).toBe('nothing_left')
  for (const shares of [[], [0], [0.9, 0.8], [1], [Number.NaN]])
    expect(codeOf(() => fitAbc([1, 2], shares))).toBe('bad_option')
  expect(codeOf(() => customersFor([1], 0))).toBe('bad_option')
  expect(codeOf(() => potentialOf(matrixOf([[1]]), [-1]))).toBe('bad_spending')
  expect(codeOf(() => potentialOf(matrixOf([[1]]), [1, 2]))).toBe('wrong_length')
  expect(codeOf(() => potentialOf(matrixOf([[1]]), [1], { neighbours: 0 }))).toBe('bad_option')
  const stopped = { signal: AbortSignal.abort() }
  expect(codeOf(() => potentialOf(matrixOf([[1]]), [1], stopped))).toBe('cancelled')
})
