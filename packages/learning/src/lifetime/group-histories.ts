import { type Histories, requireHistories } from './histories.ts'
import { numberTimes } from './number-times.ts'

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
  /** All recencies and ages, each once, ascending. */
  readonly times: Float64Array
  /** Customers by frequency: how many have 0, 1, 2 … */
  readonly counts: Float64Array
  /** Of every customer the group she is in. */
  readonly groupOf: Int32Array
}

/**
 * Groups customers whose histories are equal, in the order of frequency, recency and age.
 *
 * @throws LearningError `no_rows`, `wrong_length`, `bad_history`
 *
 * Cost: three counting sorts; memory grows with customers.
 *
 * @example
 * const twins = { frequency: [2, 0, 2], recency: [5, 0, 5], age: [9, 9, 9] }
 * groupHistories(twins).weights // [1, 2]
 */
export function groupHistories(histories: Histories): GroupedHistories {
  const customers = requireHistories(histories)
  const frequency = new Int32Array(histories.frequency)
  const { times, recency, age } = numberTimes(histories.recency, histories.age)
  const counts = countsOf(frequency)
  const byAge = sortedBy(age, undefined, times.length)
  const order = sortedBy(frequency, sortedBy(recency, byAge, times.length), counts.length)
  const groupOf = new Int32Array(customers)
  const firsts = new Int32Array(customers)
  const weights = new Float64Array(customers)
  let groups = 0
  let before = order[0]!
  for (let at = 0; at < customers; at += 1) {
    const row = order[at]!
    const isSame =
      frequency[row] === frequency[before] && recency[row] === recency[before] && age[row] === age[before]
    if (at === 0 || !isSame) {
      firsts[groups] = row
      groups += 1
      before = row
    }
    weights[groups - 1]! += 1
    groupOf[row] = groups - 1
  }
  const rows = firsts.subarray(0, groups)
  return {
    customers,
    frequency: new Float64Array(picked(frequency, rows)),
    recency: picked(recency, rows),
    age: picked(age, rows),
    weights: weights.slice(0, groups),
    times,
    counts: new Float64Array(counts),
    groupOf,
  }
}

function picked(values: Int32Array, rows: Int32Array): Int32Array {
  const found = new Int32Array(rows.length)
  for (let at = 0; at < rows.length; at += 1) found[at] = values[rows[at]!]!
  return found
}

/** How many have 0, 1, 2 … */
function countsOf(keys: Int32Array): Int32Array {
  let greatest = 0
  for (let at = 0; at < keys.length; at += 1) if (keys[at]! > greatest) greatest = keys[at]!
  const counts = new Int32Array(greatest + 1)
  for (let at = 0; at < keys.length; at += 1) counts[keys[at]!]! += 1
  return counts
}

/** Rows by their keys, those with the same key as they came: a counting sort. */
function sortedBy(keys: Int32Array, rows: Int32Array | undefined, limit: number): Int32Array {
  const places = new Int32Array(limit + 1)
  for (let at = 0; at < keys.length; at += 1) places[keys[at]! + 1]! += 1
  for (let key = 0; key < limit; key += 1) places[key + 1]! += places[key]!
  const sorted = new Int32Array(keys.length)
  for (let at = 0; at < keys.length; at += 1) {
    const row = rows === undefined ? at : rows[at]!
    const key = keys[row]!
    sorted[places[key]!] = row
    places[key]! += 1
  }
  return sorted
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
