import { Kernels } from '../kernels/kernels.ts'
import { Task } from '../kernels/task.ts'
import { columnMeans } from '../matrix/column-statistics.ts'
import type { DistanceSumsTask, TakeSums } from './distance-sums.ts'

/** Rows are compared with eight others at a time. */
const TILE = 8
/** Tiles that one thread takes at a time. */
const PART = 8
const SCRATCH = 192
/** Sums of so many bytes are kept at most. */
const MOST_BYTES = 2 ** 28

const placesOf = (counts: Int32Array): number =>
  counts.reduce((sum, count) => sum + Math.ceil(count / TILE), 0) * TILE

function bytesFor({ rows, counts, threads }: DistanceSumsTask): number {
  const ofPlace = 4 * (2 * rows.columns + 2) + 8 * counts.length * (1 + threads)
  return placesOf(counts) * ofPlace + 36 * (counts.length + 1) + SCRATCH * threads + 4096
}

/** Whether distances of all rows in single precision are wanted, and sums of both sides fit. */
export function fitsPairKernel(task: DistanceSumsTask): boolean {
  const { taken, rows } = task
  return rows.values instanceof Float32Array && taken.length === rows.rows && bytesFor(task) < MOST_BYTES
}

/**
 * `distanceSums` of all rows by compiled loops, each distance taken once: half the work. Distances are as in
 * `kernelDistanceSums`; what a row is told by those before it is rounded to a grid of doubles, so that the order in which
 * threads add it up does not matter. Outliers are told nothing.
 */
export function pairDistanceSums(task: DistanceSumsTask, take: TakeSums): void {
  const { rows, counts, threads } = task
  const places = placesOf(counts)
  using kernels = new Kernels(bytesFor(task), threads)
  const memory = {
    rows: kernels.singles(places * rows.columns),
    tiles: kernels.singles(places * rows.columns),
    lengths: kernels.singles(places),
    masks: kernels.integers((counts.length + 1) * TILE),
    starts: kernels.integers(counts.length + 1),
    owners: kernels.integers(places / TILE),
    forward: kernels.doubles(places * counts.length),
    backward: kernels.doubles(threads * places * counts.length),
    grid: kernels.doubles(1),
  }
  writeClusters(counts, memory)
  const placeOf = writeRows(task, memory)
  memory.grid[0] = gridFor(rows.rows, memory.lengths)
  new Task(kernels, {
    rows: memory.rows,
    columns: rows.columns,
    clusters: counts.length,
    places,
    lengths: memory.lengths,
    tiles: memory.tiles,
    masks: memory.masks,
    starts: memory.starts,
    owners: memory.owners,
    forward: memory.forward,
    backward: memory.backward,
    backwardSize: 8 * places * counts.length,
    grid: memory.grid,
    parts: Math.ceil(places / TILE / PART),
    tilesOfPart: PART,
    next: 0,
    scratch: kernels.integers((threads * SCRATCH) / 4),
    scratchSize: SCRATCH,
  }).run('pairSums')
  tell(placeOf, places, memory, take)
}

interface Places {
  readonly rows: Float32Array
  readonly tiles: Float32Array
  readonly lengths: Float32Array
  readonly masks: Int32Array
  readonly starts: Int32Array
  readonly owners: Int32Array
  readonly forward: Float64Array
  readonly backward: Float64Array
}

/** The tiles of each cluster, and which places of its last one are used; behind all, those of a tile that is full. */
function writeClusters(counts: Int32Array, { masks, starts, owners }: Places): void {
  masks.fill(-1, counts.length * TILE)
  counts.forEach((count, cluster) => {
    const end = starts[cluster]! + Math.ceil(count / TILE)
    starts[cluster + 1] = end
    owners.fill(cluster, starts[cluster]!, end)
    masks.fill(-1, cluster * TILE, cluster * TILE + ((count - 1) % TILE) + 1)
  })
}

/** Rows around their means, cluster by cluster. @returns Of every row its place; −1 of an outlier. */
function writeRows({ rows, labels }: DistanceSumsTask, memory: Places): Int32Array {
  const { columns, values } = rows
  const means = columnMeans(rows)
  const next = memory.starts.map(tile => tile * TILE)
  return Int32Array.from({ length: rows.rows }, (_, row) => {
    const label = labels[row]!
    if (label < 0) return -1
    const place = next[label]!
    next[label] = place + 1
    const tile = Math.floor(place / TILE) * columns
    for (let column = 0; column < columns; column += 1) {
      const value = Math.fround(values[row * columns + column]! - means[column]!)
      memory.rows[place * columns + column] = value
      memory.tiles[(tile + column) * TILE + (place % TILE)] = value
      memory.lengths[place]! += value * value
    }
    return place
  })
}

/** What is added and taken away again, so that a double is a multiple of 2⁻⁵² of more than all distances together. */
function gridFor(rows: number, lengths: Float32Array): number {
  const greatest = lengths.reduce((most, length) => Math.max(most, length), 0)
  return greatest === 0 ? 0 : 1.5 * 2 ** Math.ceil(Math.log2(2 * rows * Math.sqrt(greatest)))
}

function tell(placeOf: Int32Array, places: number, { forward, backward }: Places, take: TakeSums): void {
  const clusters = forward.length / places
  const sums = new Float64Array(clusters)
  placeOf.forEach((place, row) => {
    if (place < 0) sums.fill(0)
    else
      for (let cluster = 0; cluster < clusters; cluster += 1) {
        let sum = forward[place * clusters + cluster]!
        for (let at = cluster * places + place; at < backward.length; at += forward.length)
          sum += backward[at]!
        sums[cluster] = sum
      }
    take(row, sums)
  })
}
