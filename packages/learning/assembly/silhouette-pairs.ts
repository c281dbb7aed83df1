import { squareTile } from './tile'

/**
 * What the sums of distances among all rows work on, each distance taken once for both of its rows:
 * `pair-distance-sums.ts` writes it. Rows lie cluster by cluster in tiles of eight places; the last tile of a cluster
 * may have places that are not used.
 */
@unmanaged
class PairTask {
  /** places × columns: zeros where a place is not used. */
  rows: usize
  columns: i32
  clusters: i32
  places: i32
  /** Of 4 bytes a place: its squared length. */
  lengths: usize
  /** tiles × columns × 8: the same rows side by side. */
  tiles: usize
  /** clusters × 8, of 4 bytes: in the last tile of the cluster, all bits set where a place is used. */
  masks: usize
  /** clusters + 1: the first tile of each. */
  starts: usize
  /** Of each tile its cluster. */
  owners: usize
  /** places × clusters, of 8 bytes: what each row finds from its own tile on. */
  forward: usize
  /** One a thread, clusters × places, of 8 bytes: what rows find backward. */
  backward: usize
  backwardSize: i32
  /** A double: what is added and taken away again, so that sums are exact in any order. */
  grid: usize
  parts: i32
  tilesOfPart: i32
  next: i32
  /** One a thread. */
  scratch: usize
  scratchSize: i32
}

export function pairSums(task: PairTask, thread: i32): void {
  const next = changetype<usize>(task) + offsetof<PairTask>('next')
  const scratch = task.scratch + (thread * task.scratchSize) as usize
  const backward = task.backward + (thread as usize) * (task.backwardSize as usize)
  const last = task.places >> 3
  for (;;) {
    const part = atomic.add<i32>(next, 1)
    if (part >= task.parts) return
    const end = min((part + 1) * task.tilesOfPart, last)
    for (let tile = part * task.tilesOfPart; tile < end; tile++) {
      const own = load<i32>(task.owners + ((tile as usize) << 2))
      const toOwn = backward + (((own * task.places) as usize) << 3)
      for (let cluster = own; cluster < task.clusters; cluster++) {
        sumStrip(task, tile, 0, cluster, toOwn, scratch)
        sumStrip(task, tile, 4, cluster, toOwn, scratch)
      }
    }
  }
}

/** Below this share of both squared lengths, what their difference leaves of a squared distance is not exact enough. */
const NEAR: f32 = 0.002
/** Scratch of a thread: squared distances of four rows from eight, then the sums of the four. Few registers are left. */
const SUMS: usize = 128

/** Four rows of a tile against all rows of a cluster, as far as they do not lie before the tile. */
export function sumStrip(task: PairTask, own: i32, lane: i32, cluster: i32, toOwn: usize, scratch: usize): void {
  const columns = task.columns
  const first = (own << 3) + lane
  const used = usedOf(task, own) + ((lane as usize) << 2)
  if (!load<i32>(used)) return
  const size = (columns as usize) << 2
  const row0 = task.rows + (first as usize) * size
  const row1 = row0 + size
  const row2 = row1 + size
  const row3 = row2 + size
  const lengths = task.lengths + ((first as usize) << 2)
  const isWhole = load<i32>(used, 12)
  const sums = scratch + SUMS
  memory.fill(sums, 0, 64)
  const end = load<i32>(task.starts + (((cluster + 1) as usize) << 2))
  for (let tile = max(own, load<i32>(task.starts + ((cluster as usize) << 2))); tile < end; tile++) {
    let a0 = f32x4.splat(0)
    let b0 = a0
    let a1 = a0
    let b1 = a0
    let a2 = a0
    let b2 = a0
    let a3 = a0
    let b3 = a0
    let points = task.tiles + (tile as usize) * ((columns as usize) << 5)
    for (let shift: usize = 0; shift < size; shift += 4) {
      const a = v128.load(points)
      const b = v128.load(points, 16)
      const x0 = v128.load32_splat(row0 + shift)
      a0 = f32x4.relaxed_madd(x0, a, a0)
      b0 = f32x4.relaxed_madd(x0, b, b0)
      const x1 = v128.load32_splat(row1 + shift)
      a1 = f32x4.relaxed_madd(x1, a, a1)
      b1 = f32x4.relaxed_madd(x1, b, b1)
      const x2 = v128.load32_splat(row2 + shift)
      a2 = f32x4.relaxed_madd(x2, a, a2)
      b2 = f32x4.relaxed_madd(x2, b, b2)
      const x3 = v128.load32_splat(row3 + shift)
      a3 = f32x4.relaxed_madd(x3, a, a3)
      b3 = f32x4.relaxed_madd(x3, b, b3)
      points += 32
    }
    const far = task.lengths + ((tile as usize) << 5)
    const lenA = v128.load(far)
    const lenB = v128.load(far, 16)
    const near = f32x4.splat(NEAR)
    const len0 = v128.load32_splat(lengths)
    const len1 = v128.load32_splat(lengths, 4)
    const len2 = v128.load32_splat(lengths, 8)
    const len3 = v128.load32_splat(lengths, 12)
    let isNear = f32x4.splat(0)
    let both = f32x4.add(len0, lenA)
    a0 = f32x4.sub(both, f32x4.add(a0, a0))
    isNear = v128.or(isNear, f32x4.lt(a0, f32x4.mul(both, near)))
    both = f32x4.add(len0, lenB)
    b0 = f32x4.sub(both, f32x4.add(b0, b0))
    isNear = v128.or(isNear, f32x4.lt(b0, f32x4.mul(both, near)))
    both = f32x4.add(len1, lenA)
    a1 = f32x4.sub(both, f32x4.add(a1, a1))
    isNear = v128.or(isNear, f32x4.lt(a1, f32x4.mul(both, near)))
    both = f32x4.add(len1, lenB)
    b1 = f32x4.sub(both, f32x4.add(b1, b1))
    isNear = v128.or(isNear, f32x4.lt(b1, f32x4.mul(both, near)))
    both = f32x4.add(len2, lenA)
    a2 = f32x4.sub(both, f32x4.add(a2, a2))
    isNear = v128.or(isNear, f32x4.lt(a2, f32x4.mul(both, near)))
    both = f32x4.add(len2, lenB)
    b2 = f32x4.sub(both, f32x4.add(b2, b2))
    isNear = v128.or(isNear, f32x4.lt(b2, f32x4.mul(both, near)))
    both = f32x4.add(len3, lenA)
    a3 = f32x4.sub(both, f32x4.add(a3, a3))
    isNear = v128.or(isNear, f32x4.lt(a3, f32x4.mul(both, near)))
    both = f32x4.add(len3, lenB)
    b3 = f32x4.sub(both, f32x4.add(b3, b3))
    isNear = v128.or(isNear, f32x4.lt(b3, f32x4.mul(both, near)))
    if (v128.any_true(isNear)) {
      squareTile(row0, row1, row2, row3, columns, points - ((columns as usize) << 5), scratch)
      a0 = v128.load(scratch)
      b0 = v128.load(scratch, 16)
      a1 = v128.load(scratch, 32)
      b1 = v128.load(scratch, 48)
      a2 = v128.load(scratch, 64)
      b2 = v128.load(scratch, 80)
      a3 = v128.load(scratch, 96)
      b3 = v128.load(scratch, 112)
    }
    a0 = f32x4.sqrt(a0)
    b0 = f32x4.sqrt(b0)
    a1 = f32x4.sqrt(a1)
    b1 = f32x4.sqrt(b1)
    a2 = f32x4.sqrt(a2)
    b2 = f32x4.sqrt(b2)
    a3 = f32x4.sqrt(a3)
    b3 = f32x4.sqrt(b3)
    if (tile + 1 == end) {
      const maskA = v128.load(task.masks + ((cluster as usize) << 5))
      const maskB = v128.load(task.masks + ((cluster as usize) << 5), 16)
      a0 = v128.and(a0, maskA)
      b0 = v128.and(b0, maskB)
      a1 = v128.and(a1, maskA)
      b1 = v128.and(b1, maskB)
      a2 = v128.and(a2, maskA)
      b2 = v128.and(b2, maskB)
      a3 = v128.and(a3, maskA)
      b3 = v128.and(b3, maskB)
    }
    addFour(sums, f32x4.add(a0, b0))
    addFour(sums + 16, f32x4.add(a1, b1))
    addFour(sums + 32, f32x4.add(a2, b2))
    addFour(sums + 48, f32x4.add(a3, b3))
    if (tile == own) continue
    if (!isWhole) {
      const mask1 = v128.load32_splat(used, 4)
      const mask2 = v128.load32_splat(used, 8)
      a1 = v128.and(a1, mask1)
      b1 = v128.and(b1, mask1)
      a2 = v128.and(a2, mask2)
      b2 = v128.and(b2, mask2)
      a3 = f32x4.splat(0)
      b3 = a3
    }
    const grid = v128.load64_splat(task.grid)
    const to = toOwn + ((tile as usize) << 6)
    addBack(to, f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3)), grid)
    addBack(to + 32, f32x4.add(f32x4.add(b0, b1), f32x4.add(b2, b3)), grid)
  }
  for (let each = 0; each < 4; each++) put(task, first + each, cluster, v128.load(sums + ((each as usize) << 4)))
}

/** Of every place of a tile whether it is used. */
function usedOf(task: PairTask, tile: i32): usize {
  const owner = load<i32>(task.owners + ((tile as usize) << 2))
  const isLast = tile + 1 == load<i32>(task.starts + (((owner + 1) as usize) << 2))
  return isLast ? task.masks + ((owner as usize) << 5) : task.masks + ((task.clusters as usize) << 5)
}

@inline
function addFour(place: usize, four: v128): void {
  const low = f64x2.promote_low_f32x4(four)
  const both = f64x2.add(low, f64x2.promote_low_f32x4(i32x4.shuffle(four, four, 2, 3, 2, 3)))
  v128.store(place, f64x2.add(v128.load(place), both))
}

/** Adds four numbers to doubles, as multiples of the grid. */
@inline
function addBack(place: usize, four: v128, grid: v128): void {
  const low = f64x2.sub(f64x2.add(f64x2.promote_low_f32x4(four), grid), grid)
  const ends = i32x4.shuffle(four, four, 2, 3, 2, 3)
  const high = f64x2.sub(f64x2.add(f64x2.promote_low_f32x4(ends), grid), grid)
  v128.store(place, f64x2.add(v128.load(place), low))
  v128.store(place, f64x2.add(v128.load(place, 16), high), 16)
}

@inline
function put(task: PairTask, place: i32, cluster: i32, halves: v128): void {
  const sum = f64x2.extract_lane(halves, 0) + f64x2.extract_lane(halves, 1)
  store<f64>(task.forward + (((place * task.clusters + cluster) as usize) << 3), sum)
}
