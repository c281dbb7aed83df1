import { cutHierarchy, fitHierarchy } from '@kindred/learning'
import type { GroupingMethod } from './grouping-method.ts'

/** Groups within groups: one hierarchy, cut into every number. */
export const byWard: GroupingMethod = {
  name: 'ward',
  rows: 4000,
  sampleRows: 1000,
  samples: 'bootstrap',
  group({ space }, counts, _random, watch) {
    const hierarchy = fitHierarchy(space, watch)
    return counts
      .filter(clusters => clusters <= space.rows)
      .map(clusters => ({ labels: cutHierarchy(hierarchy, { clusters }) }))
  },
}
