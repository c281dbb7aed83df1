import {
  calinskiHarabasz,
  daviesBouldin,
  sampledSilhouette,
  sampleRows,
  seeded,
  selectRows,
} from '@kindred/learning'
import { singlePrecision } from '../methods/single-precision.ts'
import type { PreparedTask } from '../preparing/prepared-task.ts'

export interface Separation {
  readonly silhouette: number
  /** 0 where all were taken. */
  readonly silhouetteError: number
  readonly daviesBouldin: number
  readonly calinskiHarabasz: number
}

/** Customers that a grouping is judged by, and of these how many get a silhouette, each compared with all of them. */
const [JUDGED, SILHOUETTES] = [20_000, 800]

/** Measures how far groups are apart, the same customers for every grouping. */
export function separationJudge(
  { space, learning }: PreparedTask,
  seed: number,
): (labels: Int32Array) => Separation | undefined {
  const rows = sampleRows(learning.length, JUDGED, seeded(seed)).map(at => learning[at]!)
  const points = singlePrecision(selectRows(space, rows))
  return all => {
    const labels = rows.map(row => all[row]!)
    const clusters = new Set(labels).size
    if (clusters < 2 || clusters >= rows.length) return undefined
    const { mean, error } = sampledSilhouette(points, labels, { sample: SILHOUETTES, random: seeded(seed) })
    return {
      silhouette: mean,
      silhouetteError: Number.isFinite(error) ? error : 0,
      daviesBouldin: finite(daviesBouldin(points, labels)),
      calinskiHarabasz: finite(calinskiHarabasz(points, labels)),
    }
  }
}

/** Groups without any extent are infinitely far apart; JSON knows no infinity. */
function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.MAX_VALUE
}
