import { assignMedoids, fitMedoids } from '@kindred/learning'
import type { GroupingMethod } from './grouping-method.ts'

/** Groups around typical customers by numbers and words as they are, without scales or squares. */
export const byMedoids: GroupingMethod = {
  name: 'medoids',
  rows: 2000,
  bootstrapRows: 400,
  group({ table }, counts, random, watch) {
    return counts.map(clusters => {
      const fitted = fitMedoids(table, { ...watch, clusters, random, sample: 400, samples: 2 })
      return { labels: assignMedoids(fitted, table).labels }
    })
  },
}
