import { describe, expect, test } from 'vitest'
import fixture from '../testing/fixtures/lifetime.json' with { type: 'json' }
import { expectedPurchases, probabilityAlive } from './expected-purchases.ts'
import { geometricLikelihood } from './geometric-likelihood.ts'
import { groupHistories } from './group-histories.ts'
import { parametersOf } from './lifetime-interval.ts'
import type { LifetimeModel } from './lifetime-parameters.ts'
import { paretoLikelihood } from './pareto-likelihood.ts'

const models: readonly LifetimeModel[] = ['bg_nbd', 'mbg_nbd', 'pareto_nbd']

/** In 60 digits, by the formulas as they are printed (make_lifetime_fixtures.py); from a new customer to one of 150 purchases. */
describe.each(models)('%s, of five populations and seven histories', model => {
  const cases = fixture.cases.filter(each => each.model === model)

  test('the log-likelihoods are those of the papers’ formulas', () => {
    expect(cases.length).toBe(35)
    for (const { history, parameters, logLikelihood } of cases) {
      const groups = groupHistories({ frequency: [history[0]!], recency: [history[1]!], age: [history[2]!] })
      const objective =
        model === 'pareto_nbd'
          ? paretoLikelihood(groups)
          : geometricLikelihood(groups, model === 'bg_nbd' ? 0 : 1)
      const value = -objective(Float64Array.from(parameters, Math.log), new Float64Array(4))
      expect(Math.abs(value - logLikelihood)).toBeLessThan(1e-12 * Math.max(1, Math.abs(logLikelihood)))
    }
  })

  test('so are the probabilities to be alive and the expected purchases', () => {
    for (const { history, parameters, alive, purchases } of cases) {
      const population = parametersOf(model, parameters)
      const [frequency = 0, recency = 0, age = 0] = history
      const given = { frequency, recency, age }
      expect(probabilityAlive(population, given)).toBeCloseTo(alive, 12)
      for (const [horizon, wanted] of purchases)
        expect(expectedPurchases(population, given, horizon!) / wanted!).toBeCloseTo(1, 10)
    }
  })
})
