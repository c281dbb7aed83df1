import type { Matrix } from '../matrix/matrix.ts'
import { squaredDistance } from '../matrix/squared-distance.ts'
import { fitsDistanceKernel, kernelDistanceSums } from './kernel-distance-sums.ts'

export interface DistanceSumsTask {
  /** The rows that distances are taken from. */
  readonly taken: Int32Array
  readonly rows: Matrix
  /** −1 for outliers, to which no distance is taken. */
  readonly labels: ArrayLike<number>
  /** Rows of each cluster. */
  readonly counts: Int32Array
  readonly threads: number
}

/**
 * Sums of distances from rows to the rows of each cluster.
 *
 * @returns taken × clusters
 */
export function distanceSums(task: DistanceSumsTask): Float64Array {
  if (fitsDistanceKernel(task)) return kernelDistanceSums(task)
  const { taken, counts } = task
  const sums = new Float64Array(taken.length * counts.length)
  taken.forEach((row, at) => {
    addDistances(row, task, sums.subarray(at * counts.length, (at + 1) * counts.length))
  })
  return sums
}

function addDistances(row: number, { rows, labels }: DistanceSumsTask, sums: Float64Array): void {
  const { columns, values } = rows
  for (let other = 0; other < rows.rows; other += 1) {
    const label = labels[other]!
    if (label >= 0)
      sums[label]! += Math.sqrt(squaredDistance(values, row * columns, values, other * columns, columns))
  }
}
