import { scoreTile, squareTile } from './tile'

/**
 * What the sums of distances from rows to the rows of each cluster work on: `silhouette-task.ts` writes it. The other
 * rows lie cluster by cluster in tiles of eight; the last tile of a cluster may have places that are not used.
 */
@unmanaged
class DistanceTask {
  /** The rows that distances are taken from. */
  rows: usize
  count: i32
  columns: i32
  clusters: i32
  /** Of 4 bytes a row: its squared length. */
  lengths: usize
  /** tiles × columns × 8 */
  tiles: usize
  /** tiles × 8: of each place half its squared length. */
  halves: usize
  /** clusters × 8, of 4 bytes: in the last tile of the cluster, all bits set where a place is used. */
  masks: usize
  /** clusters + 1: the first tile of each. */
  starts: usize
  /** count × clusters, of 8 bytes */
  sums: usize
  parts: i32
  rowsOfPart: i32
  next: i32
  /** One a thread. */
  scratch: usize
  scratchSize: i32
}

export function distanceSums(task: DistanceTask, thread: i32): void {
  const next = changetype<usize>(task) + offsetof<DistanceTask>('next')
  const scratch = task.scratch + (thread * task.scratchSize) as usize
  for (;;) {
    const part = atomic.add<i32>(next, 1)
    if (part >= task.parts) return
    const start = part * task.rowsOfPart
    const end = min(start + task.rowsOfPart, task.count)
    for (let row = start; row < end; row += 4) sumFour(task, row, min(4, end - row), scratch)
  }
}

export function sumFour(task: DistanceTask, first: i32, count: i32, scratch: usize): void {
  const size = (task.columns as usize) << 2
  const row0 = task.rows + (first as usize) * size
  const row1 = row0 + (min(1, count - 1) as usize) * size
  const row2 = row0 + (min(2, count - 1) as usize) * size
  const row3 = row0 + (min(3, count - 1) as usize) * size
  const lengths = task.lengths + ((first as usize) << 2)
  const len0 = load<f32>(lengths)
  const len1 = load<f32>(lengths + ((min(1, count - 1) as usize) << 2))
  const len2 = load<f32>(lengths + ((min(2, count - 1) as usize) << 2))
  const len3 = load<f32>(lengths + ((min(3, count - 1) as usize) << 2))
  for (let cluster = 0; cluster < task.clusters; cluster++) {
    const start = load<i32>(task.starts + ((cluster as usize) << 2))
    const end = load<i32>(task.starts + (((cluster + 1) as usize) << 2))
    let sum0 = f64x2.splat(0)
    let sum1 = sum0
    let sum2 = sum0
    let sum3 = sum0
    const used = task.masks + ((cluster as usize) << 5)
    for (let tile = start; tile < end; tile++) {
      const points = task.tiles + (tile as usize) * ((task.columns as usize) << 5)
      const halves = task.halves + ((tile as usize) << 5)
      scoreTile(row0, row1, row2, row3, task.columns, points, halves, scratch)
      const near =
        square(scratch, len0, halves) |
        square(scratch + 32, len1, halves) |
        square(scratch + 64, len2, halves) |
        square(scratch + 96, len3, halves)
      if (near) squareTile(row0, row1, row2, row3, task.columns, points, scratch)
      if (tile + 1 == end) for (let each = 0; each < 4; each++) mask(scratch + ((each as usize) << 5), used)
      sum0 = f64x2.add(sum0, distances(scratch))
      sum1 = f64x2.add(sum1, distances(scratch + 32))
      sum2 = f64x2.add(sum2, distances(scratch + 64))
      sum3 = f64x2.add(sum3, distances(scratch + 96))
    }
    put(task, first, cluster, sum0)
    if (count > 1) put(task, first + 1, cluster, sum1)
    if (count > 2) put(task, first + 2, cluster, sum2)
    if (count > 3) put(task, first + 3, cluster, sum3)
  }
}

/** Below this share of both squared lengths, what their difference leaves of a squared distance is not exact enough. */
const NEAR: f32 = 0.002

/** Makes scores squared distances. @returns not 0 where one of them has to be computed from the differences. */
@inline
function square(scores: usize, length: f32, halves: usize): i32 {
  return squareFour(scores, length, halves) | squareFour(scores + 16, length, halves + 16)
}

@inline
function squareFour(scores: usize, length: f32, halves: usize): i32 {
  const lengths = f32x4.splat(length)
  const score = v128.load(scores)
  const half = v128.load(halves)
  const away = f32x4.add(lengths, f32x4.add(score, score))
  v128.store(scores, away)
  const both = f32x4.add(lengths, f32x4.add(half, half))
  return i32x4.bitmask(f32x4.lt(away, f32x4.mul(both, f32x4.splat(NEAR))))
}

/** Makes the squares of places that are not used 0. */
@inline
function mask(squares: usize, used: usize): void {
  v128.store(squares, v128.and(v128.load(squares), v128.load(used)))
  v128.store(squares, v128.and(v128.load(squares, 16), v128.load(used, 16)), 16)
}

/** The sum of eight distances, in two halves. */
@inline
function distances(squares: usize): v128 {
  const four = f32x4.add(f32x4.sqrt(v128.load(squares)), f32x4.sqrt(v128.load(squares, 16)))
  return f64x2.add(f64x2.promote_low_f32x4(four), f64x2.promote_low_f32x4(i32x4.shuffle(four, four, 2, 3, 2, 3)))
}

@inline
function put(task: DistanceTask, row: i32, cluster: i32, halves: v128): void {
  const sum = f64x2.extract_lane(halves, 0) + f64x2.extract_lane(halves, 1)
  store<f64>(task.sums + (((row * task.clusters + cluster) as usize) << 3), sum)
}
