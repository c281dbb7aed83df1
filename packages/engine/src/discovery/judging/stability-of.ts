import {
  adjustedRand,
  assignKMeans,
  type Random,
  sampleRows,
  seeded,
  selectRows,
  type Table,
  type Watch,
} from '@kindred/learning'
import type { GroupingMethod } from '../methods/grouping-method.ts'
import type { PreparedTask } from '../preparing/prepared-task.ts'
import { type Centred, groupIntoCentres } from './centred.ts'
import { selectTable } from './select-table.ts'

const ROUNDS = 10
const COMPARED = 1000

/**
 * Whether a method finds the same groups among other customers of the same kind: it groups other samples of them,
 * and what comes out is compared with each of `groupings` (mean adjusted Rand), on customers that are the same for all.
 * Samples are at most as large as the method states, so that this is what a smaller population would show.
 *
 * Source: Hennig (2007), Cluster-wise assessment of cluster stability; agreement by Hubert and Arabie (1985).
 */
export function stabilitiesOf(
  method: GroupingMethod,
  { space, learning }: PreparedTask,
  table: Table,
  groupings: readonly { readonly centres: readonly (readonly number[])[] }[],
  { seed, smallestShare, watch }: { seed: number; smallestShare: number; watch: Watch },
): number[] {
  if (groupings.length === 0) return []
  const random = seeded(seed)
  const compared = selectRows(
    space,
    sampleRows(learning.length, COMPARED, random).map(at => learning[at]!),
  )
  const labels = groupings.map(({ centres }) => assignKMeans({ centres }, compared).labels)
  const counts = [...new Set(groupings.map(({ centres }) => centres.length))].sort((a, b) => a - b)
  const sums = new Float64Array(groupings.length)
  for (let round = 0; round < ROUNDS; round += 1) {
    const drawn = drawSample(method, learning, random)
    const given = {
      space: selectRows(space, drawn),
      table: selectTable(table, drawn),
      smallest: smallestShare * drawn.length,
    }
    const found = groupIntoCentres(method, given, counts, random, {
      ...watch,
      progress: (done, of) => watch.progress?.(round + done / of, ROUNDS),
    })
    groupings.forEach(({ centres }, at) => {
      const again = nearestCount(found, centres.length)
      if (again !== undefined)
        sums[at]! += adjustedRand(labels[at]!, assignKMeans(again, compared).labels) / ROUNDS
    })
  }
  return Array.from(sums)
}

/** Where a method finds the number of groups by itself, the grouping with the number nearest to it. */
function nearestCount(found: readonly Centred[], wanted: number): Centred | undefined {
  const away = (each: Centred): number => Math.abs(each.centres.length - wanted)
  return found.toSorted((a, b) => away(a) - away(b))[0]
}

function drawSample(method: GroupingMethod, learning: Int32Array, random: Random): Int32Array {
  const rows = Math.min(learning.length, method.sampleRows)
  if (method.samples === 'bootstrap')
    return Int32Array.from({ length: rows }, () => learning[random.below(learning.length)]!)
  const half = Math.min(rows, Math.ceil(learning.length / 2))
  return sampleRows(learning.length, half, random).map(at => learning[at]!)
}
