import type { Objective } from '../numeric/line-search.ts'
import { overLifetime } from './death-integral.ts'
import type { GroupedHistories } from './group-histories.ts'

/**
 * The mean negative log-likelihood of Pareto/NBD, as a function of ln r, ln α, ln s, ln β.
 *
 * Purchases come at a rate that differs from customer to customer (gamma with shape r and scale α), until she leaves,
 * at a rate that differs, too (gamma with s, β).
 *
 * Source: Schmittlein, Morrison, Colombo (1987), Management Science 33(1). Instead of the hypergeometric functions of
 * Fader and Hardie's note of 2005, the integral over the instant of leaving that they stand for is taken, and with it
 * its slopes.
 * Cost: some 16 readings a group, each of two logarithms and two exponentials.
 */
export function paretoLikelihood(groups: GroupedHistories): Objective {
  const { frequency, recency, age, weights, times, counts, customers } = groups
  return (point, gradient) => {
    const [r, alpha, s, beta] = [
      Math.exp(point[0]!),
      Math.exp(point[1]!),
      Math.exp(point[2]!),
      Math.exp(point[3]!),
    ]
    const [logAlpha, logBeta] = [Math.log(alpha), Math.log(beta)]
    const least = Math.min(alpha, beta)
    const rates = ratesByFrequency(counts, r)
    let value = rates.value + customers * (r * logAlpha + s * logBeta)
    let slopeR = rates.slope + customers * logAlpha
    let slopeAlpha = (customers * r) / alpha
    let slopeS = customers * logBeta
    let slopeBeta = (customers * s) / beta
    for (let group = 0; group < weights.length; group += 1) {
      const weight = weights[group]!
      const shape = r + frequency[group]!
      const [last, old] = [times[recency[group]!]!, times[age[group]!]!]
      // Everything is told in multiples of what the integrand is at the last purchase, so that nothing overflows.
      const unit = -shape * Math.log(alpha + last) - s * Math.log(beta + last)
      const [bought, left] = [Math.log(alpha + old), Math.log(beta + old)]
      const alive = Math.exp(-shape * bought - s * left - unit)
      let whole = alive
      let byR = -alive * bought
      let byAlpha = (-alive * shape) / (alpha + old)
      let byS = -alive * left
      let byBeta = (-alive * s) / (beta + old)
      if (old > last)
        overLifetime(last, old, least, shape + s + 2, (at, share) => {
          const [logRate, logLeave] = [Math.log(alpha + at), Math.log(beta + at)]
          const part = share * s * Math.exp(-shape * logRate - (s + 1) * logLeave - unit)
          whole += part
          byR -= part * logRate
          byAlpha -= (part * shape) / (alpha + at)
          byS += part * (1 / s - logLeave)
          byBeta -= (part * (s + 1)) / (beta + at)
          return part
        })
      value += weight * (Math.log(whole) + unit)
      slopeR += (weight * byR) / whole
      slopeAlpha += (weight * byAlpha) / whole
      slopeS += (weight * byS) / whole
      slopeBeta += (weight * byBeta) / whole
    }
    gradient[0] = (-slopeR * r) / customers
    gradient[1] = (-slopeAlpha * alpha) / customers
    gradient[2] = (-slopeS * s) / customers
    gradient[3] = (-slopeBeta * beta) / customers
    return -value / customers
  }
}

/** ln Γ(r + x)/Γ(r) of every customer, and its slope, by running sums. */
function ratesByFrequency(counts: Float64Array, r: number): { value: number; slope: number } {
  let [log, inverse, value, slope] = [0, 0, 0, 0]
  for (let x = 0; x < counts.length; x += 1) {
    if (x > 0) {
      log += Math.log(r + x - 1)
      inverse += 1 / (r + x - 1)
    }
    value += counts[x]! * log
    slope += counts[x]! * inverse
  }
  return { value, slope }
}
