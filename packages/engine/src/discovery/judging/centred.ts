import {
  assignKMeans,
  clusterCentres,
  LearningError,
  type Matrix,
  type Random,
  type Watch,
} from '@kindred/learning'
import type { Groupable, GroupingMethod } from '../methods/grouping-method.ts'
import { countDistinct } from './count-distinct.ts'

/** What is kept of a method's grouping: its centres. Whoever is nearest to one belongs to it. */
export interface Centred {
  readonly centres: readonly (readonly number[])[]
  /** Of the rows that the method put into a group, the share that the nearest centre gives the same one. */
  readonly kept: number
  readonly bic?: number
}

/** Groups rows by a method into each number of groups that they are enough for. */
export function groupIntoCentres(
  method: GroupingMethod,
  given: Groupable,
  counts: readonly number[],
  random: Random,
  watch: Watch,
): Centred[] {
  const distinct = countDistinct(given.space, Math.max(...counts) + 1)
  const possible = counts.filter(count => count <= distinct)
  if (possible.length === 0) return []
  try {
    return method.group(given, possible, random, watch).flatMap(each => centredOf(given.space, each))
  } catch (error) {
    // Plain values may be alike where coordinates are not: fewer groups are tried, each time by one.
    if (!(error instanceof LearningError) || error.code !== 'too_few_distinct') throw error
    return groupIntoCentres(method, given, possible.slice(0, -1), random, watch)
  }
}

function centredOf(
  space: Matrix,
  { labels, bic }: { readonly labels: ArrayLike<number>; readonly bic?: number },
): Centred[] {
  const { centres } = clusterCentres(space, labels)
  if (centres.length < 2) return []
  const nearest = assignKMeans({ centres }, space).labels
  let [grouped, same] = [0, 0]
  for (let row = 0; row < space.rows; row += 1) {
    if (labels[row]! < 0) continue
    grouped += 1
    if (labels[row] === nearest[row]) same += 1
  }
  const kept = grouped === 0 ? 0 : same / grouped
  return [{ centres, kept, ...(bic !== undefined && Number.isFinite(bic) ? { bic } : {}) }]
}
