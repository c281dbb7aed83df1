import { requireOption } from '../numeric/require-option.ts'
import { overLifetime } from './death-integral.ts'
import type { History } from './histories.ts'
import type { LifetimeParameters } from './lifetime-parameters.ts'
import { type GeometricProcess, outlookOf, type ParetoProcess } from './outlook.ts'

/**
 * How probable it is that a customer buys 0, 1, … `most` times in the next `horizon`.
 *
 * @param horizon - In the unit of the history, 0 or more.
 * @param most    - A whole number of at most 100,000.
 * @returns most + 1 probabilities; what is missing from 1 is that of more purchases.
 * @throws LearningError `bad_history`, `bad_option`
 *
 * Source: Fader, Hardie, Lee (2005), Marketing Science 24(2), eq. (8); Fader, Hardie (2006), Deriving an expression for
 * P(X(t) = x) under the Pareto/NBD model, by quadrature over the instant of leaving.
 *
 * @example
 * const published = { model: 'bg_nbd', r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
 * purchaseProbabilities(published, newCustomer, 39, 0) // [0.5737864]
 */
export function purchaseProbabilities(
  parameters: LifetimeParameters,
  history: History,
  horizon: number,
  most: number,
): Float64Array {
  requireOption('horizon', horizon, { least: 0 })
  requireOption('most', most, { least: 0, most: 100_000, whole: true })
  const { alive, process } = outlookOf(parameters, history)
  const going =
    process.kind === 'geometric'
      ? geometricProbabilities(process, horizon, most)
      : paretoProbabilities(process, horizon, most)
  return going.map((probability, n) => alive * probability + (n === 0 ? 1 - alive : 0))
}

/**
 * The fewest purchases in the next `horizon` that are not exceeded with the probability `level`.
 *
 * @param level - From 0 to below 1.
 * @throws LearningError `bad_history`, `bad_option`
 *
 * @example
 * const published = { model: 'bg_nbd', r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
 * purchaseQuantile(published, { frequency: 2, recency: 30.43, age: 38.86 }, 39, 0.9) // 3
 */
export function purchaseQuantile(
  parameters: LifetimeParameters,
  history: History,
  horizon: number,
  level: number,
): number {
  requireOption('level', level, { least: 0, most: 0.999999 })
  for (let most = 31; ; most = Math.min(100_000, 4 * most)) {
    let sum = 0
    const found = purchaseProbabilities(parameters, history, horizon, most).findIndex(probability => {
      sum += probability
      return sum >= level
    })
    if (found !== -1 || most === 100_000) return found === -1 ? most : found
  }
}

/** Either all n purchases survived, or the n-th was the last and there would have been more. */
function geometricProbabilities(
  { shape, scale, a, b }: GeometricProcess,
  time: number,
  most: number,
): Float64Array {
  const reach = time / (scale + time)
  const occasions = occasionProbabilities(shape, reach, most)
  const least = atLeast(occasions, shape, reach)
  let stayed = 1
  return occasions.map((exactly, n) => {
    const before = stayed
    if (n > 0) stayed *= (b + n - 1) / (a + b + n - 1)
    return exactly * stayed + (n === 0 ? 0 : least[n]! * (before - stayed))
  })
}

/** Negative binomial: Γ(shape + n)/(Γ(shape) n!) (1 − reach)^shape reachⁿ. */
function occasionProbabilities(shape: number, reach: number, most: number): Float64Array {
  let log = shape * Math.log1p(-reach)
  return Float64Array.from({ length: most + 1 }, (_, n) => {
    if (n > 0) log += Math.log((reach * (shape + n - 1)) / n)
    return Math.exp(log)
  })
}

/** P(occasions ≥ n), summed up from the far end so that small ones keep their digits. */
function atLeast(occasions: Float64Array, shape: number, reach: number): Float64Array {
  const most = occasions.length - 1
  const sums = new Float64Array(occasions.length)
  let [term, tail] = [occasions[most]!, 0]
  for (let n = most + 1; term > 0 && n < most + 1_000_000; n += 1) {
    term *= (reach * (shape + n - 1)) / n
    tail += term
    if (term < 1e-17 * tail) break
  }
  for (let n = most; n >= 0; n -= 1) {
    tail += occasions[n]!
    sums[n] = tail
  }
  return sums
}

/** Either she stays all the time, or leaves at an instant in it, over which is integrated. */
function paretoProbabilities(
  { shape, scale, s, beta }: ParetoProcess,
  time: number,
  most: number,
): Float64Array {
  const stays = Math.exp(-s * Math.log1p(time / beta))
  const sums = occasionProbabilities(shape, time / (scale + time), most).map(each => each * stays)
  if (time === 0) return sums
  overLifetime(0, time, Math.min(scale, beta), shape + s + most + 2, (at, share) => {
    const leaves = share * (s / beta) * Math.exp(-(s + 1) * Math.log1p(at / beta))
    const occasions = occasionProbabilities(shape, at / (scale + at), most)
    for (let n = 0; n <= most; n += 1) sums[n]! += leaves * occasions[n]!
    // No end before the end: it is a density of leaving, and whatever is left of it counts.
    return leaves
  })
  return sums
}
