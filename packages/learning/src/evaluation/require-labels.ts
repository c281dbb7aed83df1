import { LearningError } from '../errors.ts'

/** Rows of each cluster; outliers (−1) are left out. */
export interface LabelCount {
  readonly clusters: number
  readonly counts: Int32Array
}

/**
 * Counts labels, and refuses those that nothing can be said about.
 *
 * @throws LearningError `wrong_length`; `too_few_clusters` if less than `least` clusters have rows
 */
export function requireLabels(
  what: string,
  labels: ArrayLike<number>,
  rows: number,
  least: number,
): LabelCount {
  if (labels.length !== rows)
    throw new LearningError('wrong_length', {
      what: 'The list of labels',
      given: labels.length,
      wanted: rows,
    })
  let greatest = -1
  for (let row = 0; row < rows; row += 1) greatest = Math.max(greatest, labels[row]!)
  const counts = new Int32Array(greatest + 1)
  for (let row = 0; row < rows; row += 1) if (labels[row]! >= 0) counts[labels[row]!]! += 1
  const clusters = counts.filter(count => count > 0).length
  if (clusters < least) throw new LearningError('too_few_clusters', { what, given: clusters })
  return { clusters, counts }
}
