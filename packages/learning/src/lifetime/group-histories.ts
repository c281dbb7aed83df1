import { type Histories, requireHistories } from './histories.ts'
import { Numbering } from './numbering.ts'

/** Histories, each of them once: what a fit costs grows with how many differ, not with customers or purchases. */
export interface GroupedHistories {
  readonly customers: number
  /** A value a group. */
  readonly frequency: Float64Array
  /** A place in `times` a group. */
  readonly recency: Int32Array
  /** A place in `times` a group. */
  readonly age: Int32Array
  /** Customers a group. */
  readonly weights: Float64Array
  /** All recencies and ages, each once. */
  readonly times: Float64Array
  /** Customers by frequency: how many have 0, 1, 2 … */
  readonly counts: Float64Array
  /** Of every customer the group she is in. */
  readonly groupOf: Int32Array
}

/**
 * Groups customers whose histories are equal.
 *
 * @throws LearningError `no_rows`, `wrong_length`, `bad_history`
 *
 * Cost: one pass; memory grows with customers.
 *
 * @example
 * const twins = { frequency: [2, 0, 2], recency: [5, 0, 5], age: [9, 9, 9] }
 * groupHistories(twins).weights // [2, 1]
 */
export function groupHistories(histories: Histories): GroupedHistories {
  const customers = requireHistories(histories)
  const times = new Numbering()
  const groups = new Numbering()
  const groupOf = new Int32Array(customers)
  const weights = new Float64Array(customers)
  const counts: number[] = []
  for (let row = 0; row < customers; row += 1) {
    const frequency = histories.frequency[row]!
    const recency = times.place(histories.recency[row]!, 0, 0)
    const group = groups.place(frequency, recency, times.place(histories.age[row]!, 0, 0))
    groupOf[row] = group
    weights[group]! += 1
    while (counts.length <= frequency) counts.push(0)
    counts[frequency]! += 1
  }
  return {
    customers,
    frequency: groups.first,
    recency: Int32Array.from(groups.second),
    age: Int32Array.from(groups.third),
    weights: weights.slice(0, groups.length),
    times: times.first,
    counts: Float64Array.from(counts),
    groupOf,
  }
}

/** Every `every`-th group: enough to tell a good start from a bad one. */
export function thinned(groups: GroupedHistories, every: number): GroupedHistories {
  if (every <= 1) return groups
  const kept = Int32Array.from({ length: Math.ceil(groups.weights.length / every) }, (_, at) => at * every)
  const weights = Float64Array.from(kept, group => groups.weights[group]!)
  const counts = new Float64Array(groups.counts.length)
  kept.forEach((group, at) => {
    counts[groups.frequency[group]!]! += weights[at]!
  })
  return {
    ...groups,
    customers: weights.reduce((sum, weight) => sum + weight, 0),
    frequency: Float64Array.from(kept, group => groups.frequency[group]!),
    recency: Int32Array.from(kept, group => groups.recency[group]!),
    age: Int32Array.from(kept, group => groups.age[group]!),
    weights,
    counts,
  }
}
