import { assignMixture, fitMixture } from '@kindred/learning'
import type { GroupingMethod } from './grouping-method.ts'

/** Columns above which ellipses are along the axes only: their number grows with the square, and so do rows to learn it. */
const MOST_FOR_FULL = 6

/** Groups that differ in extent and overlap. */
export const byMixture: GroupingMethod = {
  name: 'gaussian-mixture',
  rows: 3000,
  sampleRows: 1000,
  samples: 'bootstrap',
  group({ space }, counts, random, watch) {
    const shape = space.columns <= MOST_FOR_FULL ? 'full' : 'diagonal'
    return counts.map(clusters => {
      // A floor of a hundredth of the variance: no group may shrink to customers who are all alike in one thing.
      const fitted = fitMixture(space, {
        ...watch,
        clusters,
        random,
        shape,
        starts: 1,
        iterations: 50,
        tolerance: 1e-4,
        floor: 0.01,
      })
      return { labels: assignMixture(fitted, space).labels, bic: fitted.bic }
    })
  },
}
