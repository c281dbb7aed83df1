import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Objective } from '../numeric/line-search.ts'
import { seeded } from '../numeric/random.ts'
import { buyingCustomers } from '../testing/buying-customers.ts'
import { codeOf } from '../testing/estimator-suite.ts'
import { discountedPurchases } from './discounted-purchases.ts'
import { expectedPurchases, probabilityAlive } from './expected-purchases.ts'
import { fitLifetime } from './fit-lifetime.ts'
import { expectedSpending, fitGammaGamma } from './gamma-gamma.ts'
import { geometricLikelihood } from './geometric-likelihood.ts'
import { type GroupedHistories, groupHistories } from './group-histories.ts'
import { newCustomer } from './histories.ts'
import { lifetimeInterval, parametersOf } from './lifetime-interval.ts'
import type { LifetimeModel, LifetimeParameters } from './lifetime-parameters.ts'
import { paretoLikelihood } from './pareto-likelihood.ts'
import { purchaseProbabilities, purchaseQuantile } from './purchase-probabilities.ts'
import { scoreLifetime } from './score-lifetime.ts'

const models: readonly LifetimeModel[] = ['bg_nbd', 'mbg_nbd', 'pareto_nbd']

const customers = buyingCustomers(800, 3)

function likelihoodOf(model: LifetimeModel, groups: GroupedHistories): Objective {
  return model === 'pareto_nbd'
    ? paretoLikelihood(groups)
    : geometricLikelihood(groups, model === 'bg_nbd' ? 0 : 1)
}

const history = fc
  .record({
    frequency: fc.nat(60),
    recency: fc.double({ min: 0.01, max: 1, noNaN: true }),
    age: fc.nat(2000),
  })
  .map(({ frequency, recency, age }) => ({
    frequency: age === 0 ? 0 : frequency,
    recency: frequency === 0 ? 0 : recency * age,
    age,
  }))
const size = fc.double({ min: -4, max: 4, noNaN: true }).map(Math.exp)
const sizes = fc.tuple(size, size, size, size)
const population = fc
  .record({ model: fc.constantFrom(...models), sizes })
  .map(({ model, sizes: [r, alpha, third, fourth] }) => parametersOf(model, [r, 10 * alpha, third, fourth]))

describe.each(models)('%s', model => {
  test('the slopes of the likelihood are those of its differences', () => {
    const objective = likelihoodOf(model, groupHistories(customers))
    fc.assert(
      fc.property(sizes, numbers => {
        const point = Float64Array.from(numbers, Math.log)
        const slopes = new Float64Array(4)
        const value = objective(point, slopes)
        slopes.forEach((slope, at) => {
          const [up, down] = [1e-5, -1e-5].map(step => {
            const moved = Float64Array.from(point)
            moved[at]! += step
            return objective(moved, new Float64Array(4))
          })
          expect(Math.abs((up! - down!) / 2e-5 - slope)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)))
        })
      }),
      { numRuns: 25 },
    )
  })

  test('the order of customers, and a copy of all of them, change nothing but the sums', () => {
    const fitted = fitLifetime(customers, { model })
    const turned = (values: ArrayLike<number>): number[] => Array.from(values).reverse()
    const both = (values: ArrayLike<number>): number[] => [...Array.from(values), ...turned(values)]
    const { frequency, recency, age } = customers
    const twice = fitLifetime(
      { frequency: both(frequency), recency: both(recency), age: both(age) },
      { model },
    )
    expect(twice.logLikelihood / fitted.logLikelihood).toBeCloseTo(2, 6)
    expect(twice.parameters.r / fitted.parameters.r).toBeCloseTo(1, 3)
    expect(twice.errors.r! / fitted.errors.r!).toBeCloseTo(Math.SQRT1_2, 2)
  })

  test('another unit of time changes only the unit of the scales', () => {
    const weeks = (values: ArrayLike<number>): number[] => Array.from(values, value => value / 7)
    const fitted = fitLifetime(customers, { model })
    const other = fitLifetime(
      { frequency: customers.frequency, recency: weeks(customers.recency), age: weeks(customers.age) },
      { model },
    )
    expect(other.parameters.r / fitted.parameters.r).toBeCloseTo(1, 3)
    expect((7 * other.parameters.alpha) / fitted.parameters.alpha).toBeCloseTo(1, 3)
    const inDays = { frequency: 2, recency: 70, age: 140 }
    const inWeeks = { frequency: 2, recency: 10, age: 20 }
    const ahead = expectedPurchases(fitted.parameters, inDays, 70)
    expect(expectedPurchases(other.parameters, inWeeks, 10) / ahead).toBeCloseTo(1, 3)
  })

  test('it can be watched and stopped', () => {
    const told: [number, number][] = []
    fitLifetime(customers, { model, progress: (done, of) => told.push([done, of]) })
    expect(told.map(([done]) => done)).toEqual(told.map((_, at) => at + 1))
    expect(told.at(-1)?.[0]).toBe(told.at(-1)?.[1])
    expect(codeOf(() => fitLifetime(customers, { model, signal: AbortSignal.abort() }))).toBe('cancelled')
  })

  test('histories that cannot be are refused by name, and a base that tells nothing, too', () => {
    const refused: readonly [number, number, number][] = [
      [1, 50, 40],
      [-1, 0, 40],
      [1.5, 3, 40],
      [Number.NaN, 3, 40],
      [1, Number.NaN, 40],
      [1, 3, Number.NaN],
      [1, 3, Number.POSITIVE_INFINITY],
      [0, 3, 40],
      [2, 0, 40],
      [1, -1, 40],
      [2_000_000, 3, 40],
    ]
    for (const [frequency, recency, age] of refused) {
      const histories = { frequency: [1, frequency], recency: [3, recency], age: [40, age] }
      expect(codeOf(() => fitLifetime(histories, { model }))).toBe('bad_history')
    }
    const empty = { frequency: [], recency: [], age: [] }
    expect(codeOf(() => fitLifetime(empty, { model }))).toBe('no_rows')
    expect(codeOf(() => fitLifetime({ ...customers, age: [1] }, { model }))).toBe('wrong_length')
    const nobody = { frequency: [0, 0, 1], recency: [0, 0, 3], age: [5, 5, 5] }
    expect(codeOf(() => fitLifetime(nobody, { model }))).toBe('nobody_returned')
  })

  test('a history that nobody can have changes the message only by its place', () => {
    const histories = { frequency: [0, 1], recency: [0, 50], age: [40, 40] }
    expect(() => fitLifetime(histories, { model })).toThrow(
      'The history of row 1, counted from 0, has a recency above its age.',
    )
  })
})

test('what is expected is what its probabilities say, for any population and history', () => {
  fc.assert(
    fc.property(population, history, fc.constantFrom(1, 30, 400), (given, past, horizon) => {
      const expected = expectedPurchases(given, past, horizon)
      expect(expected).toBeGreaterThanOrEqual(0)
      const most = 400
      const probabilities = purchaseProbabilities(given, past, horizon, most)
      for (const probability of probabilities) {
        expect(probability).toBeGreaterThanOrEqual(0)
        expect(probability).toBeLessThanOrEqual(1 + 1e-9)
      }
      const sum = probabilities.reduce((total, each) => total + each, 0)
      // Where a share of the probabilities lies beyond `most`, the mean cannot be held against them.
      if (most * (1 - sum) > 1e-6 * expected || probabilities[most]! * most > 1e-9 * expected) return
      const mean = probabilities.reduce((total, each, n) => total + n * each, 0)
      expect(Math.abs(mean - expected)).toBeLessThan(1e-6 * expected)
    }),
    { numRuns: 80 },
  )
})

test('time alone makes it less probable that she is there, and longer horizons never bring less', () => {
  fc.assert(
    fc.property(population, history, (given, past) => {
      const later = { ...past, age: past.age + 30 }
      expect(probabilityAlive(given, later)).toBeLessThanOrEqual(probabilityAlive(given, past) + 1e-12)
      const [near, far] = [expectedPurchases(given, past, 20), expectedPurchases(given, past, 60)]
      expect(far).toBeGreaterThanOrEqual(near * (1 - 1e-12))
      const discounted = discountedPurchases(given, past, { horizon: 60, discount: 0.02 })
      expect(discounted).toBeLessThanOrEqual(far * (1 + 1e-9))
      expect(discounted).toBeGreaterThanOrEqual(far * 1.02 ** -60 * (1 - 1e-9))
    }),
    { numRuns: 80 },
  )
})

test('a discounted value is the sum over short steps', () => {
  for (const given of [
    { model: 'bg_nbd', r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
    { model: 'pareto_nbd', r: 0.553, alpha: 10.58, s: 0.606, beta: 11.66 },
  ] as const) {
    const past = { frequency: 2, recency: 30.43, age: 38.86 }
    let [sum, before] = [0, 0]
    for (let step = 1; step <= 4000; step += 1) {
      const upTo = expectedPurchases(given, past, step / 10)
      sum += (upTo - before) * 1.01 ** -((step - 0.5) / 10)
      before = upTo
    }
    expect(discountedPurchases(given, past, { horizon: 400, discount: 0.01 }) / sum).toBeCloseTo(1, 6)
  }
})

test('many at once are scored as each alone', () => {
  const given: LifetimeParameters = { model: 'mbg_nbd', r: 0.5, alpha: 60, a: 0.9, b: 1.6 }
  const scores = scoreLifetime(given, customers, { horizon: 90, discount: 0.0003 })
  for (let row = 0; row < 800; row += 37) {
    const past = {
      frequency: customers.frequency[row]!,
      recency: customers.recency[row]!,
      age: customers.age[row]!,
    }
    expect(scores.alive[row]).toBeCloseTo(probabilityAlive(given, past), 12)
    expect(scores.purchases[row]).toBeCloseTo(expectedPurchases(given, past, 90), 12)
    const worth = discountedPurchases(given, past, { horizon: 90, discount: 0.0003 })
    expect(scores.discounted[row]).toBeCloseTo(worth, 12)
  }
})

test('an interval of more data is narrower, and lies around what is estimated', () => {
  const small = fitLifetime(buyingCustomers(400, 9), { model: 'bg_nbd' })
  const large = fitLifetime(buyingCustomers(6400, 9), { model: 'bg_nbd' })
  const widths = [small, large].map(fitted => {
    const { low, estimate, high } = lifetimeInterval(fitted, each =>
      expectedPurchases(each, newCustomer, 100),
    )
    expect(low!).toBeLessThan(estimate)
    expect(high!).toBeGreaterThan(estimate)
    return high! - low!
  })
  expect(widths[1]! / widths[0]!).toBeLessThan(0.4)
  const past = { frequency: 3, recency: 40, age: 120 }
  const alive = lifetimeInterval(large, each => probabilityAlive(each, past), {
    of: 'probability',
    level: 0.8,
  })
  expect(alive.low!).toBeGreaterThan(0)
  expect(alive.high!).toBeLessThan(1)
  expect(codeOf(() => lifetimeInterval(large, () => 1, { level: 1 }))).toBe('bad_option')
})

test('a quantile is reached by the probabilities up to it, and not before', () => {
  const given: LifetimeParameters = { model: 'bg_nbd', r: 2, alpha: 3, a: 0.5, b: 9 }
  const at = purchaseQuantile(given, newCustomer, 200, 0.9)
  const upTo = (most: number): number =>
    purchaseProbabilities(given, newCustomer, 200, most).reduce((sum, each) => sum + each, 0)
  expect(at).toBeGreaterThan(31)
  expect(upTo(at)).toBeGreaterThanOrEqual(0.9)
  expect(upTo(at - 1)).toBeLessThan(0.9)
})

test('nobody who never drops out can be told how likely it is: the parameters are said not to be identified', () => {
  const random = seeded(4)
  const rows = Array.from({ length: 600 }, () => {
    const days = Array.from({ length: 200 }, (_, day) => day + 1).filter(() => random.uniform() < 0.05)
    return [days.length, days.at(-1) ?? 0, 200] as const
  })
  const fitted = fitLifetime(
    { frequency: rows.map(row => row[0]), recency: rows.map(row => row[1]), age: rows.map(row => row[2]) },
    { model: 'bg_nbd' },
  )
  expect(fitted.unidentified).toEqual(expect.arrayContaining(['a', 'b']))
  // What is foretold holds all the same: a purchase every twenty days.
  expect(expectedPurchases(fitted.parameters, { frequency: 10, recency: 195, age: 200 }, 100)).toBeCloseTo(
    5,
    0,
  )
})

test('hostile parameters and horizons are refused by name', () => {
  const given: LifetimeParameters = { model: 'bg_nbd', r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
  const past = { frequency: 2, recency: 30, age: 40 }
  const refused: readonly (() => unknown)[] = [
    () => expectedPurchases({ ...given, a: 0 }, past, 1),
    () => expectedPurchases({ ...given, r: Number.NaN }, past, 1),
    () => expectedPurchases(given, past, -1),
    () => expectedPurchases(given, past, Number.POSITIVE_INFINITY),
    () => expectedPurchases(given, newCustomer, 1e9),
    () => purchaseProbabilities(given, past, 1, 1.5),
    () => discountedPurchases(given, past, { horizon: 3, discount: -0.1 }),
    () => scoreLifetime(given, customers, { horizon: Number.NaN }),
  ]
  for (const run of refused) expect(codeOf(run)).toBe('bad_option')
  expect(codeOf(() => probabilityAlive(given, { ...past, recency: 41 }))).toBe('bad_history')
})

describe('Gamma-Gamma', () => {
  const frequency = [1, 2, 3, 1, 5, 2, 0]
  const value = [20, 35, 22, 90, 31, 54, Number.NaN]

  test('who has not bought again is left out, whatever stands there', () => {
    expect(fitGammaGamma({ frequency, value })).toMatchObject({ buyers: 6, unpaid: 0 })
    expect(fitGammaGamma({ frequency: [...frequency, 4], value: [...value, 0] })).toMatchObject({
      buyers: 6,
      unpaid: 1,
    })
  })

  test('the mean of many purchases is hers, that of none is everybody’s', () => {
    const parameters = { p: 6.25, q: 3.74, v: 15.44 }
    expect(expectedSpending(parameters, 0, Number.NaN)).toBeCloseTo((6.25 * 15.44) / 2.74, 10)
    expect(expectedSpending(parameters, 100_000, 71)).toBeCloseTo(71, 2)
  })

  test('what cannot be is refused by name', () => {
    for (const wrong of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(codeOf(() => fitGammaGamma({ frequency, value: [wrong, ...value.slice(1)] }))).toBe(
        'bad_spending',
      )
    for (const wrong of [-1, 1.5, Number.NaN])
      expect(codeOf(() => fitGammaGamma({ frequency: [wrong, ...frequency.slice(1)], value }))).toBe(
        'bad_spending',
      )
    expect(codeOf(() => fitGammaGamma({ frequency: [], value: [] }))).toBe('no_rows')
    expect(codeOf(() => fitGammaGamma({ frequency, value: [1] }))).toBe('wrong_length')
    expect(codeOf(() => fitGammaGamma({ frequency: [0, 0, 1], value: [0, 0, 5] }))).toBe('nobody_returned')
    expect(codeOf(() => expectedSpending({ p: 1, q: 0.5, v: 3 }, 0, 0))).toBe('no_mean')
  })

  test('people who all spend the same run off, and it is said', () => {
    const alike = fitGammaGamma({ frequency: [1, 2, 3, 4, 1, 2], value: [50, 50, 50, 50, 50, 50] })
    expect(alike.unidentified.length).toBeGreaterThan(0)
    expect(expectedSpending(alike.parameters, 2, 50)).toBeCloseTo(50, 1)
  })
})

test('histories are grouped alike whether they fit into one number or not', () => {
  const packed = groupHistories(customers)
  const and = (values: ArrayLike<number>, more: number): number[] => [...Array.from(values), more]
  // One of 900,000 purchases beside some two hundred times: too many to be one number of 32 bits.
  const last = Math.max(...Array.from(customers.age))
  const sorted = groupHistories({
    frequency: and(customers.frequency, 900_000),
    recency: and(customers.recency, last),
    age: and(customers.age, last),
  })
  expect(900_001 * packed.times.length ** 2).toBeGreaterThan(2 ** 32)
  expect(Array.from(sorted.weights)).toEqual([...Array.from(packed.weights), 1])
  expect(Array.from(sorted.groupOf()).slice(0, 800)).toEqual(Array.from(packed.groupOf()))
  expect(Array.from(sorted.frequency)).toEqual([...Array.from(packed.frequency), 900_000])
  expect(sorted.times).toEqual(packed.times)
  packed.groupOf().forEach((group, row) => {
    expect(packed.frequency[group]).toBe(customers.frequency[row])
    expect(packed.times[packed.recency[group]!]).toBe(customers.recency[row])
    expect(packed.times[packed.age[group]!]).toBe(customers.age[row])
  })
})
