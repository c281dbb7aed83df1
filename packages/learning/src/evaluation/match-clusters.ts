import { crossTable, labelKey } from './adjusted-rand.ts'
import { assignPairs } from './assign-pairs.ts'

export interface ClusterMatch {
  /** The label of the first grouping, and the one of the second that shares most rows; −1 where none is left. */
  readonly from: number
  readonly to: number
  /** Rows in both over rows in either, 0 to 1 (Jaccard). */
  readonly overlap: number
}

/**
 * Which cluster of a second grouping is which of a first one, so that the sum of overlaps is greatest: names survive
 * when groups are found anew.
 *
 * @param first - One label a row; outliers (−1) are not matched.
 * @returns One match for every label of the first grouping, ascending.
 * @throws LearningError `wrong_length`, `no_rows`
 *
 * Cost: rows, and clusters³.
 *
 * @example
 * matchClusters([0, 0, 1, 1], [1, 1, 0, 0])[0] // { from: 0, to: 1, overlap: 1 }
 */
export function matchClusters(first: ArrayLike<number>, second: ArrayLike<number>): ClusterMatch[] {
  const { pairs, ofA, ofB } = crossTable(first, second)
  const [from, to] = [labelsOf(ofA), labelsOf(ofB)]
  const overlap = (a: number, b: number): number => {
    const both = pairs.get(labelKey(a, b)) ?? 0
    return both / (ofA.get(a)! + ofB.get(b)! - both)
  }
  const paired = assignPairs(from.map(a => to.map(b => -overlap(a, b))))
  return from.map((a, at) => {
    const b = to[paired[at]!]
    return b === undefined ? { from: a, to: -1, overlap: 0 } : { from: a, to: b, overlap: overlap(a, b) }
  })
}

function labelsOf(counts: ReadonlyMap<number, number>): number[] {
  return [...counts.keys()].filter(label => label >= 0).sort((a, b) => a - b)
}
