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
 * Cost: a few multiplications a group, which come in the order of frequency and recency: what depends on less than all
 * three is worked out once.
 */
export function geometricLikelihood(groups: GroupedHistories, chances: 0 | 1): Objective {
  const { times, counts, customers } = groups
  const watched = watchedByAge(groups)
  const logs = new Float64Array(times.length)
  const inverses = new Float64Array(times.length)
  const dropOut = new DropOut(groups, chances, logs, inverses)
  return (point, gradient) => {
    const [r, alpha, a, b] = [
      Math.exp(point[0]!),
      Math.exp(point[1]!),
      Math.exp(point[2]!),
      Math.exp(point[3]!),
    ]
    for (let at = 0; at < times.length; at += 1) {
      logs[at] = Math.log(alpha + times[at]!)
      inverses[at] = 1 / (alpha + times[at]!)
    }
    const sums = sumsByFrequency(counts, { r, alpha, a, b }, chances)
    for (let at = 0; at < times.length; at += 1) {
      const shapes = r * watched.customers[at]! + watched.purchases[at]!
      sums.value -= shapes * logs[at]!
      sums.slopeR -= watched.customers[at]! * logs[at]!
      sums.slopeAlpha -= shapes * inverses[at]!
    }
    dropOut.add({ r, alpha, a, b }, sums)
    gradient[0] = (-sums.slopeR * r) / customers
    gradient[1] = (-sums.slopeAlpha * alpha) / customers
    gradient[2] = (-sums.slopeA * a) / customers
    gradient[3] = (-sums.slopeB * b) / customers
    return -sums.value / customers
  }
}

/** Customers and their purchases by age. */
function watchedByAge({ frequency, age, weights, times }: GroupedHistories): {
  readonly customers: Float64Array
  readonly purchases: Float64Array
} {
  const customers = new Float64Array(times.length)
  const purchases = new Float64Array(times.length)
  for (let group = 0; group < weights.length; group += 1) {
    customers[age[group]!]! += weights[group]!
    purchases[age[group]!]! += weights[group]! * frequency[group]!
  }
  return { customers, purchases }
}

/** Exponents within it neither overflow nor vanish when two of them are multiplied. */
const SAFE_EXPONENT = 300
/** A product of so many terms of 1 + odds is read by its logarithm before it could overflow. */
const LARGE = 1e200

/**
 * The part of the likelihood that she has dropped out: ln(1 + odds) of every group, where the odds are
 * a / (b + x − 1) ((α + T) / (α + t))^(r + x).
 */
class DropOut {
  readonly #groups: GroupedHistories
  readonly #chances: number
  readonly #logs: Float64Array
  readonly #inverses: Float64Array
  readonly #powers: Float64Array
  readonly #starts: Int32Array

  constructor(groups: GroupedHistories, chances: number, logs: Float64Array, inverses: Float64Array) {
    this.#groups = groups
    this.#chances = chances
    this.#logs = logs
    this.#inverses = inverses
    this.#powers = new Float64Array(logs.length)
    this.#starts = startsOf(groups)
  }

  add({ r, a, b }: Point, sums: Sums): void {
    const { counts } = this.#groups
    for (let x = 1 - this.#chances; x < counts.length; x += 1) {
      const [from, to] = [this.#starts[x]!, this.#starts[x + 1]!]
      if (from === to) continue
      const survived = b + x + this.#chances - 1
      const before = sums.slopeA
      const stay = Math.log(a / survived)
      const steepest = (r + x) * (this.#logs.at(-1)! - this.#logs[0]!) + Math.abs(stay)
      if (steepest > SAFE_EXPONENT) this.#addFar(from, to, r + x, stay, sums)
      else this.#addNear(from, to, r + x, stay, sums)
      const gone = sums.slopeA - before
      sums.slopeA = before + gone / a
      sums.slopeB -= gone / survived
    }
  }

  /** Adds the groups of one frequency; to `slopeA` how many are expected to have gone. */
  #addNear(from: number, to: number, shape: number, stay: number, sums: Sums): void {
    const logs = this.#logs
    const top = logs[logs.length - 1]!
    const { recency, age, weights } = this.#groups
    const [powers, inverses] = [this.#powers, this.#inverses]
    const isTabled = to - from > logs.length
    if (isTabled) for (let at = 0; at < logs.length; at += 1) powers[at] = Math.exp(shape * (logs[at]! - top))
    let product = 1
    for (let start = from; start < to; ) {
      const last = recency[start]!
      const times = Math.exp(stay + shape * (top - logs[last]!))
      let gone = 0
      let goneLogs = 0
      let goneInverses = 0
      let group = start
      for (; group < to && recency[group] === last; group += 1) {
        const old = age[group]!
        const weight = weights[group]!
        const odds = times * (isTabled ? powers[old]! : Math.exp(shape * (logs[old]! - top)))
        const part = (weight * odds) / (1 + odds)
        gone += part
        goneLogs += part * logs[old]!
        goneInverses += part * inverses[old]!
        if (weight === 1 && odds < 1e50) product *= 1 + odds
        else sums.value += weight * Math.log1p(odds)
        if (product > LARGE) {
          sums.value += Math.log(product)
          product = 1
        }
      }
      sums.slopeA += gone
      sums.slopeR += goneLogs - gone * logs[last]!
      sums.slopeAlpha += shape * (goneInverses - gone * inverses[last]!)
      start = group
    }
    sums.value += Math.log(product)
  }

  /** The same where powers would overflow: logarithms all the way. */
  #addFar(from: number, to: number, shape: number, stay: number, sums: Sums): void {
    const { recency, age, weights } = this.#groups
    for (let group = from; group < to; group += 1) {
      const [last, old] = [recency[group]!, age[group]!]
      const longer = this.#logs[old]! - this.#logs[last]!
      const odds = stay + shape * longer
      const small = Math.exp(-Math.abs(odds))
      const gone = (weights[group]! * (odds > 0 ? 1 : small)) / (1 + small)
      sums.value += weights[group]! * (Math.log1p(small) + Math.max(odds, 0))
      sums.slopeA += gone
      sums.slopeR += gone * longer
      sums.slopeAlpha += gone * shape * (this.#inverses[old]! - this.#inverses[last]!)
    }
  }
}

/** Where the groups of each frequency begin, and at last where they end: groups come in the order of frequency. */
function startsOf({ frequency, counts }: GroupedHistories): Int32Array {
  const starts = new Int32Array(counts.length + 1)
  for (let group = 0; group < frequency.length; group += 1) starts[frequency[group]! + 1]! += 1
  for (let x = 0; x < counts.length; x += 1) starts[x + 1]! += starts[x]!
  return starts
}

interface Point {
  readonly r: number
  readonly alpha: number
  readonly a: number
  readonly b: number
}

interface Sums {
  value: number
  slopeR: number
  slopeAlpha: number
  slopeA: number
  slopeB: number
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
