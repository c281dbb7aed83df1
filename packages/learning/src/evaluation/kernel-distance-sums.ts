import { MOST_BYTES } from '../kernels/kernel-memory.ts'
import { Kernels } from '../kernels/kernels.ts'
import { Task } from '../kernels/task.ts'
import { columnMeans } from '../matrix/column-statistics.ts'
import type { DistanceSumsTask, TakeSums } from './distance-sums.ts'

/** Rows are compared with eight others at a time. */
const TILE = 8
/** Rows that one thread takes at a time. */
const PART = 64
const SCRATCH = 128

const tilesOf = (counts: Int32Array): number =>
  counts.reduce((sum, count) => sum + Math.ceil(count / TILE), 0)

function bytesFor({ taken, rows, counts, threads }: DistanceSumsTask): number {
  const singles =
    taken.length * (rows.columns + 1) +
    tilesOf(counts) * TILE * (rows.columns + 1) +
    counts.length * (TILE + 1)
  return 4 * singles + 8 * taken.length * counts.length + SCRATCH * threads + 4096
}

/** Whether rows are in single precision, and few enough for the memory of the kernels. */
export function fitsDistanceKernel(task: DistanceSumsTask): boolean {
  return task.rows.values instanceof Float32Array && bytesFor(task) < MOST_BYTES
}

/**
 * `distanceSums` by compiled loops: distances in single precision, from products of rows around their means where that is
 * exact to a ten-thousandth, else from differences; their sums in double.
 */
export function kernelDistanceSums(task: DistanceSumsTask, take: TakeSums): void {
  const { taken, rows, counts, threads } = task
  const { columns, values } = rows
  const means = columnMeans(rows)
  using kernels = new Kernels(bytesFor(task), threads)
  const own = kernels.singles(taken.length * columns)
  const lengths = kernels.singles(taken.length)
  taken.forEach((row, at) => {
    for (let column = 0; column < columns; column += 1) {
      const value = Math.fround(values[row * columns + column]! - means[column]!)
      own[at * columns + column] = value
      lengths[at]! += value * value
    }
  })
  const tiles = kernels.singles(tilesOf(counts) * TILE * columns)
  const halves = kernels.singles(tilesOf(counts) * TILE)
  const starts = kernels.integers(counts.length + 1)
  const masks = kernels.integers(counts.length * TILE)
  writeTiles(task, means, { tiles, halves, starts, masks })
  const sums = kernels.doubles(taken.length * counts.length)
  new Task(kernels, {
    rows: own,
    count: taken.length,
    columns,
    clusters: counts.length,
    lengths,
    tiles,
    halves,
    masks,
    starts,
    sums,
    parts: Math.ceil(taken.length / PART),
    rowsOfPart: PART,
    next: 0,
    scratch: kernels.integers((threads * SCRATCH) / 4),
    scratchSize: SCRATCH,
  }).run('distanceSums')
  for (let at = 0; at < taken.length; at += 1)
    take(at, sums.subarray(at * counts.length, (at + 1) * counts.length))
}

interface Tiles {
  readonly tiles: Float32Array
  /** Of each place half its squared length. */
  readonly halves: Float32Array
  /** The first tile of each cluster, and the end of the last. */
  readonly starts: Int32Array
  /** Of each cluster, −1 for the places of its last tile that are used. */
  readonly masks: Int32Array
}

/** The rows of each cluster side by side, eight at a time. */
function writeTiles(
  { rows, labels, counts }: DistanceSumsTask,
  means: Float64Array,
  { tiles, halves, starts, masks }: Tiles,
): void {
  counts.forEach((count, cluster) => {
    starts[cluster + 1] = starts[cluster]! + Math.ceil(count / TILE)
    masks.fill(-1, cluster * TILE, cluster * TILE + ((count - 1) % TILE) + 1)
  })
  const next = Int32Array.from(counts, (_, cluster) => starts[cluster]! * TILE)
  for (let row = 0; row < rows.rows; row += 1) {
    const label = labels[row]!
    if (label < 0) continue
    const place = next[label]!
    next[label] = place + 1
    const tile = Math.floor(place / TILE) * rows.columns
    for (let column = 0; column < rows.columns; column += 1) {
      const value = Math.fround(rows.values[row * rows.columns + column]! - means[column]!)
      tiles[(tile + column) * TILE + (place % TILE)] = value
      halves[place]! += (value * value) / 2
    }
  }
}
