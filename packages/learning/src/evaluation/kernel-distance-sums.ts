import { MOST_BYTES } from '../kernels/kernel-memory.ts'
import { Kernels } from '../kernels/kernels.ts'
import { Task } from '../kernels/task.ts'
import type { DistanceSumsTask } from './distance-sums.ts'

/** Rows are compared with eight others at a time. */
const TILE = 8
/** Rows that one thread takes at a time. */
const PART = 64
const SCRATCH = 128

const tilesOf = (counts: Int32Array): number =>
  counts.reduce((sum, count) => sum + Math.ceil(count / TILE), 0)

function bytesFor({ taken, rows, counts, threads }: DistanceSumsTask): number {
  const singles =
    taken.length * rows.columns + tilesOf(counts) * TILE * rows.columns + counts.length * (TILE + 1)
  return 4 * singles + 8 * taken.length * counts.length + SCRATCH * threads + 4096
}

/** Whether rows are in single precision, and few enough for the memory of the kernels. */
export function fitsDistanceKernel(task: DistanceSumsTask): boolean {
  return task.rows.values instanceof Float32Array && bytesFor(task) < MOST_BYTES
}

/** `distanceSums` by compiled loops: distances in single precision, their sums in double. */
export function kernelDistanceSums(task: DistanceSumsTask): Float64Array {
  const { taken, rows, counts, threads } = task
  const { columns, values } = rows
  using kernels = new Kernels(bytesFor(task), threads)
  const own = kernels.singles(taken.length * columns)
  taken.forEach((row, at) => {
    own.set(values.subarray(row * columns, (row + 1) * columns), at * columns)
  })
  const tiles = kernels.singles(tilesOf(counts) * TILE * columns)
  const starts = kernels.integers(counts.length + 1)
  const masks = kernels.integers(counts.length * TILE)
  writeTiles(task, { tiles, starts, masks })
  const sums = kernels.doubles(taken.length * counts.length)
  new Task(kernels, {
    rows: own,
    count: taken.length,
    columns,
    clusters: counts.length,
    tiles,
    masks,
    starts,
    sums,
    parts: Math.ceil(taken.length / PART),
    rowsOfPart: PART,
    next: 0,
    scratch: kernels.integers((threads * SCRATCH) / 4),
    scratchSize: SCRATCH,
  }).run('distanceSums')
  return sums.slice()
}

interface Tiles {
  readonly tiles: Float32Array
  /** The first tile of each cluster, and the end of the last. */
  readonly starts: Int32Array
  /** Of each cluster, −1 for the places of its last tile that are used. */
  readonly masks: Int32Array
}

/** The rows of each cluster side by side, eight at a time. */
function writeTiles({ rows, labels, counts }: DistanceSumsTask, { tiles, starts, masks }: Tiles): void {
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
    for (let column = 0; column < rows.columns; column += 1)
      tiles[(tile + column) * TILE + (place % TILE)] = rows.values[row * rows.columns + column]!
  }
}
