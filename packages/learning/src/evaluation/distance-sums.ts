import type { Matrix } from '../matrix/matrix.ts'
import { squaredDistance } from '../matrix/squared-distance.ts'
import { fitsDistanceKernel, kernelDistanceSums } from './kernel-distance-sums.ts'
import { fitsPairKernel, pairDistanceSums } from './pair-distance-sums.ts'

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
 * What is done with the sums of one row of `taken`: one a cluster, 0 for an outlier perhaps. They are only good while it
 * is done.
 */
export type TakeSums = (at: number, sums: Float64Array) => void

/** Sums of distances from rows to the rows of each cluster: tells them row by row. */
export function distanceSums(task: DistanceSumsTask, take: TakeSums): void {
  if (fitsPairKernel(task)) pairDistanceSums(task, take)
  else if (fitsDistanceKernel(task)) kernelDistanceSums(task, take)
  else plainDistanceSums(task, take)
}

function plainDistanceSums(task: DistanceSumsTask, take: TakeSums): void {
  const sums = new Float64Array(task.counts.length)
  task.taken.forEach((row, at) => {
    sums.fill(0)
    addDistances(row, task, sums)
    take(at, sums)
  })
}

function addDistances(row: number, { rows, labels }: DistanceSumsTask, sums: Float64Array): void {
  const { columns, values } = rows
  for (let other = 0; other < rows.rows; other += 1) {
    const label = labels[other]!
    if (label >= 0)
      sums[label]! += Math.sqrt(squaredDistance(values, row * columns, values, other * columns, columns))
  }
}
