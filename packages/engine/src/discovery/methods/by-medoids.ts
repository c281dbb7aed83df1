import { assignMedoids, fitMedoids } from '@kindred/learning'
import type { GroupingMethod } from './grouping-method.ts'

/** Groups around typical customers by numbers and words as they are, without scales or squares. */
export const byMedoids: GroupingMethod = {
  name: 'medoids',
  rows: 1500,
  sampleRows: 250,
  samples: 'bootstrap',
  group({ table }, counts, random, watch) {
    return counts.map(clusters => {
      const fitted = fitMedoids(table, { ...watch, clusters, random, sample: 250, samples: 2 })
      return { labels: assignMedoids(fitted, table).labels }
    })
  },
}
