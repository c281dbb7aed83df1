import type { Objective } from '../numeric/line-search.ts'
import type { GroupedHistories } from './group-histories.ts'

/**
 * The mean negative log-likelihood of BG/NBD (`chances` 0) or MBG/NBD (1), as a function of ln r, ln α, ln a, ln b.
 *
 * Both say: purchases come at a rate that differs from customer to customer (gamma with shape r and scale α); after
 * each purchase she may drop out, with a chance that differs, too (beta with a, b). In BG/NBD the first purchase is no
 * such occasion, in MBG/NBD it is.
 *
 * Source: Fader, Hardie, Lee (2005), Marketing Science 24(2), eq. (6), in the form of their note of 2005 that does not
 * overflow; Batislam, Denizel, Filiztekin (2007), International Journal of Research in Marketing 24(3).
 * Cost: an exponential and a logarithm a group; what depends on one time or one frequency alone is tabulated.
 */
export function geometricLikelihood(groups: GroupedHistories, chances: 0 | 1): Objective {
  const { frequency, recency, age, weights, times, counts, customers } = groups
  const logs = new Float64Array(times.length)
  const inverses = new Float64Array(times.length)
  return (point, gradient) => {
    const [r, alpha, a, b] = [
      Math.exp(point[0]!),
      Math.exp(point[1]!),
      Math.exp(point[2]!),
      Math.exp(point[3]!),
    ]
    const sums = sumsByFrequency(counts, { r, alpha, a, b }, chances)
    for (let at = 0; at < times.length; at += 1) {
      logs[at] = Math.log(alpha + times[at]!)
      inverses[at] = 1 / (alpha + times[at]!)
    }
    const logA = Math.log(a)
    let { value, slopeR, slopeAlpha, slopeA, slopeB } = sums
    for (let group = 0; group < weights.length; group += 1) {
      const weight = weights[group]!
      const [x, old] = [frequency[group]!, age[group]!]
      const shape = r + x
      value -= weight * shape * logs[old]!
      slopeR -= weight * logs[old]!
      slopeAlpha -= weight * shape * inverses[old]!
      const survived = b + x + chances - 1
      if (x + chances === 0) continue
      const last = recency[group]!
      const longer = logs[old]! - logs[last]!
      const odds = logA - Math.log(survived) + shape * longer
      const small = Math.exp(-Math.abs(odds))
      value += weight * (Math.log1p(small) + Math.max(odds, 0))
      const gone = (weight * (odds > 0 ? 1 : small)) / (1 + small)
      slopeR += gone * longer
      slopeAlpha += gone * shape * (inverses[old]! - inverses[last]!)
      slopeA += gone / a
      slopeB -= gone / survived
    }
    gradient[0] = (-slopeR * r) / customers
    gradient[1] = (-slopeAlpha * alpha) / customers
    gradient[2] = (-slopeA * a) / customers
    gradient[3] = (-slopeB * b) / customers
    return -value / customers
  }
}

interface Point {
  readonly r: number
  readonly alpha: number
  readonly a: number
  readonly b: number
}

interface Sums {
  readonly value: number
  readonly slopeR: number
  readonly slopeAlpha: number
  readonly slopeA: number
  readonly slopeB: number
}

/** What depends on the frequency alone: r ln α + ln Γ(r + x)/Γ(r) + ln B(a, b + x)/B(a, b), by running sums. */
function sumsByFrequency(counts: Float64Array, { r, alpha, a, b }: Point, chances: number): Sums {
  const sums = { value: 0, slopeR: 0, slopeAlpha: 0, slopeA: 0, slopeB: 0 }
  let [rate, rateSlope, stay, staySlopeA, staySlopeB] = [0, 0, 0, 0, 0]
  for (let x = 0; x < counts.length; x += 1) {
    if (x > 0) {
      rate += Math.log(r + x - 1)
      rateSlope += 1 / (r + x - 1)
    }
    const chance = x + chances - 1
    if (chance >= 0) {
      stay -= Math.log1p(a / (b + chance))
      staySlopeA -= 1 / (a + b + chance)
      staySlopeB += a / ((b + chance) * (a + b + chance))
    }
    const customers = counts[x]!
    if (customers === 0) continue
    sums.value += customers * (rate + stay + r * Math.log(alpha))
    sums.slopeR += customers * (rateSlope + Math.log(alpha))
    sums.slopeAlpha += (customers * r) / alpha
    sums.slopeA += customers * staySlopeA
    sums.slopeB += customers * staySlopeB
  }
  return sums
}
