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
  /** Of every customer the group she is in; worked out when it is asked for. */
  readonly groupOf: () => Int32Array
}

/**
 * Groups customers whose histories are equal, in the order of frequency, recency and age.
 *
 * @throws LearningError `no_rows`, `wrong_length`, `bad_history`
 *
 * Cost: a sort without comparisons; memory grows with customers.
 *
 * @example
 * const twins = { frequency: [2, 0, 2], recency: [5, 0, 5], age: [9, 9, 9] }
 * groupHistories(twins).weights // [1, 2]
 */
export function groupHistories(histories: Histories): GroupedHistories {
  requireHistories(histories)
  const frequency = new Int32Array(histories.frequency)
  const { times, recency, age } = numberTimes(histories.recency, histories.age)
  const rows: NumberedRows = { frequency, recency, age, times, counts: countsOf(frequency) }
  const isPackable = rows.counts.length * times.length ** 2 <= 2 ** 32
  return isPackable ? groupPacked(rows) : groupSorted(rows)
}

/** Histories of customers, times as their places. */
interface NumberedRows {
  readonly frequency: Int32Array
  readonly recency: Int32Array
  readonly age: Int32Array
  readonly times: Float64Array
  /** Customers by frequency. */
  readonly counts: Int32Array
}

/** Of whole histories that fit into one number: numbers are sorted, and each one stands for itself. */
function groupPacked({ frequency, recency, age, times, counts }: NumberedRows): GroupedHistories {
  const customers = frequency.length
  const size = times.length
  const keys = new Uint32Array(customers)
  for (let row = 0; row < customers; row += 1)
    keys[row] = (frequency[row]! * size + recency[row]!) * size + age[row]!
  const sorted = sortedNumbers(keys)
  const found = new Uint32Array(customers)
  const weights = new Float64Array(customers)
  let groups = 0
  for (let at = 0; at < customers; at += 1) {
    if (at === 0 || sorted[at] !== sorted[at - 1]) {
      found[groups] = sorted[at]!
      groups += 1
    }
    weights[groups - 1]! += 1
  }
  const distinct = found.slice(0, groups)
  const grouped = {
    frequency: new Float64Array(groups),
    recency: new Int32Array(groups),
    age: new Int32Array(groups),
  }
  for (let group = 0; group < groups; group += 1) {
    const both = distinct[group]! % (size * size)
    grouped.frequency[group] = (distinct[group]! - both) / (size * size)
    grouped.age[group] = both % size
    grouped.recency[group] = (both - (both % size)) / size
  }
  const groupOf = (): Int32Array => Int32Array.from(keys, key => placeOf(key, distinct))
  return {
    ...grouped,
    ...{ customers, times, groupOf, weights: weights.slice(0, groups) },
    counts: new Float64Array(counts),
  }
}

/** Of ascending numbers the place of one of them. */
function placeOf(key: number, ascending: Uint32Array): number {
  let [low, high] = [0, ascending.length - 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! < key) low = middle + 1
    else high = middle
  }
  return low
}

const DIGIT = 2048

/** Ascending, by eleven bits at a time: a sort that looks at every number a few times, and compares none. */
function sortedNumbers(numbers: Uint32Array<ArrayBuffer>): Uint32Array {
  let from = numbers
  let to = new Uint32Array(numbers.length)
  for (let shift = 0; shift < 32; shift += 11) {
    const places = new Int32Array(DIGIT + 1)
    for (let at = 0; at < from.length; at += 1) places[((from[at]! >>> shift) & (DIGIT - 1)) + 1]! += 1
    for (let digit = 0; digit < DIGIT; digit += 1) places[digit + 1]! += places[digit]!
    for (let at = 0; at < from.length; at += 1) {
      const digit = (from[at]! >>> shift) & (DIGIT - 1)
      to[places[digit]!] = from[at]!
      places[digit]! += 1
    }
    const used = from
    from = to
    to = used === numbers ? new Uint32Array(numbers.length) : used
  }
  return from
}

/** Of any histories: their rows are sorted by age, recency and frequency, one after the other. */
function groupSorted({ frequency, recency, age, times, counts }: NumberedRows): GroupedHistories {
  const customers = frequency.length
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
    groupOf: () => groupOf,
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
