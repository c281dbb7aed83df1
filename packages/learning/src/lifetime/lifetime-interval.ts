import { deltaInterval, type Interval } from './delta-interval.ts'
import type { FittedLifetime } from './fit-lifetime.ts'
import type { LifetimeParameters } from './lifetime-parameters.ts'

export interface LifetimeIntervalOptions {
  /** Default `amount`. */
  readonly of?: 'amount' | 'probability'
  /** Above 0, below 1. Default 0.95. */
  readonly level?: number
}

/**
 * An interval for anything that follows from a lifetime model: a customer's expected purchases, her probability to be
 * there, the purchases of all customers together.
 *
 * @throws LearningError `bad_option`, and what `quantity` throws
 *
 * @example
 * const frequency = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 5, 8]
 * const recency = [0, 0, 0, 0, 0, 0, 3, 20, 9, 28, 12, 31, 25, 37]
 * const fitted = fitLifetime({ frequency, recency, age: frequency.map(() => 38) }, { model: 'bg_nbd' })
 * const { low, estimate, high } = lifetimeInterval(fitted, each => expectedPurchases(each, newCustomer, 52))
 * low < estimate && estimate < high // true
 */
export function lifetimeInterval(
  fitted: FittedLifetime,
  quantity: (parameters: LifetimeParameters) => number,
  { of = 'amount', level = 0.95 }: LifetimeIntervalOptions = {},
): Interval {
  const { parameters, covariance } = fitted
  return deltaInterval({
    parameters: numbersOf(parameters),
    covariance,
    quantity: numbers => quantity(parametersOf(parameters.model, numbers)),
    of,
    level,
  })
}

/** In the order of the covariance. */
export function numbersOf(parameters: LifetimeParameters): readonly number[] {
  const { r, alpha } = parameters
  return parameters.model === 'pareto_nbd'
    ? [r, alpha, parameters.s, parameters.beta]
    : [r, alpha, parameters.a, parameters.b]
}

export function parametersOf(
  model: LifetimeParameters['model'],
  [r = 0, alpha = 0, third = 0, fourth = 0]: readonly number[],
): LifetimeParameters {
  return model === 'pareto_nbd'
    ? { model, r, alpha, s: third, beta: fourth }
    : { model, r, alpha, a: third, b: fourth }
}
