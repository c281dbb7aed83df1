import type { LeavingByChance, LeavingByRate, LifetimeScorer, LifetimeWorth } from '../ast/lifetime-scorer.ts'
import type { RowScore, ScoreRow } from './score-row.ts'

/** What a lifetime model says of the customer in the row. Nothing is allocated for her. */
export function compileLifetime(scorer: LifetimeScorer, { values }: ScoreRow): RowScore {
  const { inputs, ahead, worth } = scorer
  const alive = compileAlive(scorer)
  const purchases = ahead === undefined ? undefined : compilePurchases(scorer, ahead)
  const spending = worth === undefined ? undefined : compileWorth(worth)
  return () => {
    const x = values[inputs.purchases]! - 1
    const age = values[inputs.sinceFirst]!
    // Who bought on one day only bought last when she bought first, at whatever hours.
    let score = alive(x, age, x === 0 ? age : values[inputs.sinceLast]!)
    if (purchases !== undefined) score *= purchases(x, age)
    if (spending !== undefined && worth !== undefined)
      score *= spending(x, values[worth.spent]!, values[worth.firstSpent]!)
    return x >= 0 ? score : Number.NaN
  }
}

/** The chance that she still buys. Later purchases, days since the first, and since the last (without later ones: the first). */
export function compileAlive(scorer: LifetimeScorer): (x: number, age: number, since: number) => number {
  const { leaving, r, alpha } = scorer
  return leaving.kind === 'chance' ? aliveByChance(leaving, r, alpha) : aliveByRate(leaving, r, alpha)
}

function aliveByChance({ a, b, first }: LeavingByChance, r: number, alpha: number) {
  return (x: number, age: number, since: number): number => {
    const survived = x + first
    const end = alpha + age
    const odds = (a / (b + survived - 1)) * Math.exp((r + x) * Math.log(end / (end - since)))
    return survived === 0 ? since - since + 1 : 1 / (1 + odds)
  }
}

function aliveByRate({ s, beta, parts, shares }: LeavingByRate, r: number, alpha: number) {
  return (x: number, age: number, since: number): number => {
    const [buys, stays] = [alpha + age, beta + age]
    let gone = 0
    for (let at = 0; at < parts.length; at += 1) {
      const back = since * parts[at]!
      gone +=
        (shares[at]! / (stays - back)) *
        Math.exp((r + x) * Math.log(buys / (buys - back)) + s * Math.log(stays / (stays - back)))
    }
    return 1 / (1 + s * since * gone)
  }
}

/** Expected purchases, if she still buys. Later purchases, and days since the first. */
export function compilePurchases(
  { leaving, r, alpha }: LifetimeScorer,
  { times, shares }: NonNullable<LifetimeScorer['ahead']>,
): (x: number, age: number) => number {
  const within =
    leaving.kind === 'chance' ? withinByChance(leaving, r, alpha) : withinByRate(leaving, r, alpha)
  return (x, age) => {
    let sum = 0
    for (let at = 0; at < times.length; at += 1) sum += shares[at]! * within(x, age, times[at]!)
    return sum
  }
}

function withinByChance({ first, chances, shares }: LeavingByChance, r: number, alpha: number) {
  const logs = chances.map(chance => Math.log(1 - chance))
  return (x: number, age: number, time: number): number => {
    const part = time / (alpha + age)
    let sum = 0
    let whole = 0
    for (let at = 0; at < chances.length; at += 1) {
      const weight = shares[at]! * Math.exp((x + first) * logs[at]!)
      whole += weight
      sum += (weight * (1 - Math.exp(-(r + x) * Math.log1p(chances[at]! * part)))) / chances[at]!
    }
    return sum / whole
  }
}

function withinByRate({ s, beta }: LeavingByRate, r: number, alpha: number) {
  return (x: number, age: number, time: number): number => {
    const stays = beta + age
    const longer = Math.log1p(time / stays)
    const stay = s === 1 ? longer : (1 - Math.exp((1 - s) * longer)) / (s - 1)
    return ((r + x) / (alpha + age)) * stays * stay
  }
}

/** What a purchase is worth: later purchases, what all brought, and the first. */
function compileWorth({ p, q, v, margin }: LifetimeWorth) {
  return (x: number, spent: number, first: number): number =>
    (margin * p * (v + Math.max(0, spent - first))) / (p * x + q - 1)
}
