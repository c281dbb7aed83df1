import { overLifetime } from './death-integral.ts'
import { type History, requireHistory } from './histories.ts'
import {
  type GeometricParameters,
  type LifetimeParameters,
  type ParetoParameters,
  requireParameters,
} from './lifetime-parameters.ts'

/** Drop-out after each purchase: rates are gamma (shape, scale), chances to drop out beta (a, b). */
export interface GeometricProcess {
  readonly kind: 'geometric'
  readonly shape: number
  readonly scale: number
  readonly a: number
  readonly b: number
}

/** Drop-out at any time: rates are gamma (shape, scale), rates of leaving gamma (s, beta). */
export interface ParetoProcess {
  readonly kind: 'pareto'
  readonly shape: number
  readonly scale: number
  readonly s: number
  readonly beta: number
}

/** What is to be expected of one customer: whether she is still there, and if so, how she goes on. */
export interface Outlook {
  /** Probability, 0 to 1. */
  readonly alive: number
  readonly process: GeometricProcess | ParetoProcess
}

/**
 * What her history says of a customer. If she is still there, her rates are of the same kinds of distribution as those
 * of the whole population, with her purchases and time added.
 *
 * @throws LearningError `bad_history` of row 0, `bad_option`
 */
export function outlookOf(parameters: LifetimeParameters, history: History): Outlook {
  requireParameters(parameters)
  requireHistory(history.frequency, history.recency, history.age, 0)
  return parameters.model === 'pareto_nbd'
    ? paretoOutlook(parameters, history)
    : geometricOutlook(parameters, history)
}

function geometricOutlook(
  { model, r, alpha, a, b }: GeometricParameters,
  { frequency, recency, age }: History,
): Outlook {
  const survived = frequency + (model === 'mbg_nbd' ? 1 : 0)
  const shape = r + frequency
  const odds = (a / (b + survived - 1)) * Math.exp(shape * Math.log((alpha + age) / (alpha + recency)))
  return {
    alive: survived === 0 ? 1 : 1 / (1 + odds),
    process: { kind: 'geometric', shape, scale: alpha + age, a, b: b + survived },
  }
}

function paretoOutlook(
  { r, alpha, s, beta }: ParetoParameters,
  { frequency, recency, age }: History,
): Outlook {
  const shape = r + frequency
  // In multiples of the probability of being alive.
  const unit = -shape * Math.log(alpha + age) - s * Math.log(beta + age)
  let gone = 0
  if (age > recency)
    overLifetime(recency, age, Math.min(alpha, beta), shape + s + 2, (at, share) => {
      const part = share * s * Math.exp(-shape * Math.log(alpha + at) - (s + 1) * Math.log(beta + at) - unit)
      gone += part
      return part
    })
  return {
    alive: 1 / (1 + gone),
    process: { kind: 'pareto', shape, scale: alpha + age, s, beta: beta + age },
  }
}
