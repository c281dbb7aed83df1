import { LearningError } from '../errors.ts'

/**
 * How far two groupings of the same rows agree, whatever their labels: 1 wholly, 0 as by chance, below 0 less than that.
 *
 * @param a - One label a row; −1 (outliers) counts as a group like any other.
 * @throws LearningError `wrong_length`, `no_rows`
 *
 * Source: Hubert and Arabie (1985), eq. (5). Checked: scikit-learn within 1e-12 (evaluation.reference.test.ts).
 * Cost: rows, and the number of pairs of labels that occur.
 *
 * @example
 * adjustedRand([0, 0, 1, 1], [1, 1, 0, 2]) // 0.571428571
 */
export function adjustedRand(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const { pairs, ofA, ofB } = crossTable(a, b)
  const [both, inA, inB] = [pairsIn(pairs.values()), pairsIn(ofA.values()), pairsIn(ofB.values())]
  const expected = (inA * inB) / pairsIn([a.length])
  const greatest = (inA + inB) / 2
  return greatest === expected || a.length < 2 ? 1 : (both - expected) / (greatest - expected)
}

export interface CrossTable {
  /** Rows with a label of a and a label of b; the key is `labelKey`. */
  readonly pairs: ReadonlyMap<string, number>
  readonly ofA: ReadonlyMap<number, number>
  readonly ofB: ReadonlyMap<number, number>
}

/** Counts how often labels of two groupings meet. */
export function crossTable(a: ArrayLike<number>, b: ArrayLike<number>): CrossTable {
  if (a.length === 0) throw new LearningError('no_rows', { what: 'The list of labels' })
  if (a.length !== b.length)
    throw new LearningError('wrong_length', {
      what: 'The second list of labels',
      given: b.length,
      wanted: a.length,
    })
  const pairs = new Map<string, number>()
  const ofA = new Map<number, number>()
  const ofB = new Map<number, number>()
  for (let row = 0; row < a.length; row += 1) {
    count(pairs, labelKey(a[row]!, b[row]!))
    count(ofA, a[row]!)
    count(ofB, b[row]!)
  }
  return { pairs, ofA, ofB }
}

export function labelKey(a: number, b: number): string {
  return `${a} ${b}`
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function pairsIn(counts: Iterable<number>): number {
  let pairs = 0
  for (const each of counts) pairs += (each * (each - 1)) / 2
  return pairs
}
