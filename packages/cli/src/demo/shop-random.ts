import { randomExponential, randomGamma, randomLcg, randomLogNormal, randomNormal } from 'd3-random'

/** The draws the generator needs, all from one seed: the same seed gives the same shop on any machine. */
export interface ShopRandom {
  /** 0 ≤ x < 1. */
  uniform(): number
  between(low: number, high: number): number
  whole(low: number, high: number): number
  chance(probability: number): boolean
  normal(mean: number, deviation: number): number
  /** With the given mean. */
  exponential(mean: number): number
  /** With the given mean. */
  gamma(mean: number, shape: number): number
  logNormal(median: number, spread: number): number
  pick<T>(items: readonly T[]): T
  /** By relative weight. */
  weighted(weights: Readonly<Record<string, number>>): string
}

/** @param seed - 0 ≤ seed < 1 gives one stream each; whole numbers are taken as 32-bit seeds. */
export function shopRandom(seed: number): ShopRandom {
  const uniform = randomLcg(seed)
  const draw = { normal: randomNormal.source(uniform), exponential: randomExponential.source(uniform) }
  const gamma = randomGamma.source(uniform)
  const logNormal = randomLogNormal.source(uniform)
  const between = (low: number, high: number) => low + uniform() * (high - low)
  const whole = (low: number, high: number) => Math.floor(between(low, high + 1))
  return {
    uniform,
    between,
    whole,
    chance: probability => uniform() < probability,
    normal: (mean, deviation) => draw.normal(mean, deviation)(),
    exponential: mean => draw.exponential(1 / mean)(),
    gamma: (mean, shape) => gamma(shape, mean / shape)(),
    logNormal: (median, spread) => logNormal(Math.log(median), spread)(),
    pick: items => choose(items, whole(0, items.length - 1)),
    weighted: weights => weigh(weights, uniform()),
  }
}

function choose<T>(items: readonly T[], index: number): T {
  const item = items[index]
  if (item === undefined) throw new RangeError(`Nothing to pick from ${items.length} items.`)
  return item
}

function weigh(weights: Readonly<Record<string, number>>, at: number): string {
  const names = Object.keys(weights)
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0)
  let left = at * total
  for (const name of names) {
    left -= weights[name] ?? 0
    if (left < 0) return name
  }
  return choose(names, names.length - 1)
}
