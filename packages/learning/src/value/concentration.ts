import { requireOption } from '../numeric/require-option.ts'
import { bestFirst } from './best-first.ts'

/** How unevenly value is spread over customers. */
export interface Concentration {
  readonly customers: number
  readonly total: number
  /** 0: all bring the same; near 1: one brings everything; above 1 only where some bring less than nothing. Null without a total above 0. */
  readonly gini: number | null
  /** The share of the value that the best share of customers brings, from 0 to 1 in even steps of customers. */
  readonly curve: readonly ConcentrationPoint[]
}

export interface ConcentrationPoint {
  /** Share of the customers, the best first. */
  readonly customers: number
  /** Share of the value they bring: above 1 where others bring less than nothing. */
  readonly value: number
}

/**
 * How much of all value the best customers bring: the Lorenz curve, read from its rich end, and Gini's coefficient.
 *
 * @param values - A value a customer, of any sign: profits may be below 0.
 * @param steps  - Points of the curve after (0, 0). Default 100.
 * @throws LearningError `no_rows`, `not_finite`, `bad_option`
 *
 * Source: Lorenz (1905); Gini (1912), as the mean difference of two customers over twice the mean.
 * Cost: a sort.
 *
 * @example
 * concentration([1, 1, 2, 6], { steps: 4 }).curve.map(({ value }) => value) // [0, 0.6, 0.8, 0.9, 1]
 */
export function concentration(
  values: ArrayLike<number>,
  { steps = 100 }: { readonly steps?: number } = {},
): Concentration {
  requireOption('steps', steps, { least: 1, most: 10_000, whole: true })
  const best = bestFirst(values)
  const running = runningSums(best)
  const total = running.at(-1)!
  return {
    customers: best.length,
    total,
    gini: total > 0 ? giniOf(best, total) : null,
    curve: Array.from({ length: steps + 1 }, (_, step) => {
      const share = step / steps
      return {
        customers: share,
        value: total === 0 ? 0 : sumOfBest(best, running, share * best.length) / total,
      }
    }),
  }
}

/**
 * The smallest share of customers that brings a share of the value: 0.2 for 0.8 is the rule of 80 and 20.
 *
 * @param share - Above 0, at most 1.
 * @returns Null where the values sum up to nothing, or less.
 * @throws LearningError `no_rows`, `not_finite`, `bad_option`
 *
 * @example
 * customersFor([1, 1, 2, 6], 0.8) // 0.5
 */
export function customersFor(values: ArrayLike<number>, share: number): number | null {
  requireOption('share', share, { above: 0, most: 1 })
  const running = runningSums(bestFirst(values))
  const wanted = share * running.at(-1)!
  if (!(wanted > 0)) return null
  // What rounding takes from a sum must not ask for one customer more.
  return (running.findIndex(sum => sum >= wanted * (1 - 1e-12)) + 1) / running.length
}

function runningSums(values: Float64Array): Float64Array {
  let sum = 0
  return values.map(value => {
    sum += value
    return sum
  })
}

/** Between two customers in proportion. */
function sumOfBest(best: Float64Array, running: Float64Array, count: number): number {
  const whole = Math.floor(count + 1e-9)
  const sum = whole === 0 ? 0 : running[whole - 1]!
  return whole >= best.length ? sum : sum + Math.max(0, count - whole) * best[whole]!
}

function giniOf(best: Float64Array, total: number): number {
  const size = best.length
  let weighted = 0
  best.forEach((value, at) => {
    weighted += (size - 1 - 2 * at) * value
  })
  return weighted / (size * total)
}
