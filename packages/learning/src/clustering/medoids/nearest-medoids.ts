import { gower, type PlainRow, type Yardstick } from './gower.ts'

export interface NearestMedoid {
  readonly labels: Int32Array
  /** How different each row is from its medoid. */
  readonly differences: Float64Array
}

export function nearestMedoids(
  yardsticks: readonly Yardstick[],
  medoids: readonly PlainRow[],
  rows: readonly PlainRow[],
): NearestMedoid {
  const labels = new Int32Array(rows.length)
  const differences = new Float64Array(rows.length).fill(Number.POSITIVE_INFINITY)
  rows.forEach((row, at) => {
    medoids.forEach((medoid, label) => {
      const difference = gower(yardsticks, row, medoid)
      if (difference >= differences[at]!) return
      differences[at] = difference
      labels[at] = label
    })
  })
  return { labels, differences }
}
