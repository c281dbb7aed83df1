import { emptyMatrix, type Matrix } from '../../matrix/matrix.ts'
import { squaredDistance } from '../../matrix/squared-distance.ts'
import { step, type Watch } from '../../numeric/watch.ts'
import type { Assignment, Sums } from './assignment.ts'

export interface DescentTask {
  readonly rows: Matrix
  /** One a row; without them every row counts once. */
  readonly weights: Float64Array | undefined
  readonly assignment: Assignment
  /** Where it begins; not changed. */
  readonly centres: Matrix
  readonly iterations: number
  /** Ends when the squared moves of all centres sum up to this or less. */
  readonly least: number
  readonly watch: Watch
}

export interface Descent {
  readonly centres: Matrix
  readonly labels: Int32Array
  readonly sizes: Float64Array
  readonly inertia: number
  readonly iterations: number
  readonly converged: boolean
}

/** Lloyd's algorithm: assign every row to its nearest centre, move every centre to the mean of its rows, again. */
export function descend(task: DescentTask): Descent {
  const { weights, assignment, least, watch } = task
  let centres = copyOf(task.centres)
  assignment.restart(centres.rows)
  let iterations = 0
  let converged = false
  let settled = false
  while (iterations < task.iterations && !converged) {
    const changes = assignment.assign(centres)
    const means = meansOf(task, centres)
    const moved = squaredMoves(centres, means)
    centres = means
    iterations += 1
    settled = changes === 0
    converged = settled || moved <= least
    step(watch, iterations, task.iterations)
  }
  if (!settled) assignment.assign(centres)
  const labels = assignment.labels.slice()
  const sizes = sizesOf(weights, labels, centres.rows)
  return { centres, labels, sizes, inertia: assignment.inertia(centres), iterations, converged }
}

function copyOf({ rows, columns, values }: Matrix): Matrix {
  return { rows, columns, values: Float64Array.from(values) }
}

function sizesOf(weights: Float64Array | undefined, labels: Int32Array, clusters: number): Float64Array {
  const sizes = new Float64Array(clusters)
  labels.forEach((label, row) => {
    sizes[label]! += weights?.[row] ?? 1
  })
  return sizes
}

function squaredMoves(before: Matrix, after: Matrix): number {
  return squaredDistance(before.values, 0, after.values, 0, before.values.length)
}

function meansOf({ rows, weights, assignment }: DescentTask, centres: Matrix): Matrix {
  const { sums, sizes } = assignment.sums()
  if (sizes.includes(0)) fillEmpty(rows, weights, assignment.labels, centres, { sums, sizes })
  const means = emptyMatrix(centres.rows, centres.columns)
  for (let at = 0; at < means.values.length; at += 1) {
    const size = sizes[Math.floor(at / means.columns)]!
    means.values[at] = size > 0 ? sums.values[at]! / size : centres.values[at]!
  }
  return means
}

/** A cluster that has lost all its rows gets the row that is farthest from its own centre. */
function fillEmpty(
  { rows, columns, values }: Matrix,
  weights: Float64Array | undefined,
  labels: Int32Array,
  centres: Matrix,
  { sums, sizes }: Sums,
): void {
  const away = new Float64Array(rows)
  for (let row = 0; row < rows; row += 1)
    if ((weights?.[row] ?? 1) > 0)
      away[row] = squaredDistance(values, row * columns, centres.values, labels[row]! * columns, columns)
  for (let cluster = 0; cluster < sizes.length; cluster += 1) {
    if (sizes[cluster] !== 0) continue
    const row = greatestAt(away)
    if (away[row] === 0) return
    away[row] = 0
    moveRow(
      values.subarray(row * columns, (row + 1) * columns),
      weights?.[row] ?? 1,
      { sums, sizes },
      labels[row]!,
      cluster,
    )
  }
}

function moveRow(
  row: ArrayLike<number>,
  weight: number,
  { sums, sizes }: Sums,
  from: number,
  to: number,
): void {
  sizes[from]! -= weight
  sizes[to]! += weight
  for (let column = 0; column < row.length; column += 1) {
    sums.values[from * row.length + column]! -= weight * row[column]!
    sums.values[to * row.length + column]! += weight * row[column]!
  }
}

function greatestAt(values: Float64Array): number {
  let greatest = 0
  for (let at = 1; at < values.length; at += 1) if (values[at]! > values[greatest]!) greatest = at
  return greatest
}
