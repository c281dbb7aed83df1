import { fitHdbscan } from '@kindred/learning'
import type { GroupingMethod, MethodGrouping } from './grouping-method.ts'

/** Shares of the smallest wanted group at which it looks for dense places. */
const GRAINS = [1, 0.4]

/** Dense places, whatever their shape; it finds their number by itself, and who is in none. */
export const byHdbscan: GroupingMethod = {
  name: 'hdbscan',
  rows: 2000,
  sampleRows: 700,
  samples: 'halves',
  group({ space, smallest }, counts, _random, watch) {
    const found = new Map<number, MethodGrouping>()
    for (const grain of GRAINS) {
      const least = Math.min(space.rows, Math.max(5, Math.round(grain * smallest)))
      if (least < 2) continue
      const { labels, clusters } = fitHdbscan(space, {
        ...watch,
        smallest: least,
        neighbours: Math.min(least, 15),
      })
      if (!found.has(clusters)) found.set(clusters, { labels })
    }
    return [...found].filter(([clusters]) => counts.includes(clusters)).map(([, grouping]) => grouping)
  },
}
