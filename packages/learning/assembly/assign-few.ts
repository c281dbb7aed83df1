import { move } from './cluster-sums'
import { fetch } from './fetch'
import { scoreTile } from './tile'

/**
 * What one assignment of all rows to their nearest of at most eight centres works on: `margin-bounds.ts` writes it. Of
 * every row a margin is kept: so much farther than its own centre all others are, at least. It is not rewritten when
 * centres move: what their moves can have taken from it in all is kept for each centre, and was added when it was
 * written (Hamerly 2010, with one bound in place of two).
 */
@unmanaged
class FewTask {
  rows: usize
  /** The squared length of every row. */
  lengths: usize
  count: i32
  columns: i32
  /** −1 before the first assignment. This and `margins` are filled up to a multiple of 4, the latter with infinity. */
  labels: usize
  margins: usize
  /** Of each centre what has been taken from the margins of its rows: 8 of 4 bytes. */
  taken: usize
  /** columns × 8 */
  tiles: usize
  /** Of each centre half its squared length: 8. */
  halves: usize
  /** Of a row's and the greatest centre's squared length, what rounding can make of a squared distance. */
  rounding: f32
  greatest: f32
  /** What rounding can make of a margin. */
  guard: f32
  clusters: i32
  /** parts × clusters × columns, of 8 bytes: what is added to the sums of rows. */
  sums: usize
  /** parts × clusters, of 8 bytes */
  sizes: usize
  /** One a part. */
  changes: usize
  /** Of 4 bytes a row; 0 where every weight is 1. */
  weights: usize
  parts: i32
  /** A multiple of 4. */
  rowsOfPart: i32
  next: i32
  /** One a thread. */
  scratch: usize
  scratchSize: i32
}

const BLOCK: i32 = 512
/** So many rows of a block are worth fetching all of it. */
const FETCHED: i32 = 64
/** Scratch of a thread: scores of four rows, their places, what was fetched, then the rows that are open. */
const PLACES: usize = 128
const SEEN: usize = 144
const OPEN: usize = 160

/** Takes part after part until none is left. */
export function assignFew(task: FewTask, thread: i32): void {
  const next = changetype<usize>(task) + offsetof<FewTask>('next')
  const scratch = task.scratch + (thread * task.scratchSize) as usize
  for (;;) {
    const part = atomic.add<i32>(next, 1)
    if (part >= task.parts) return
    const start = part * task.rowsOfPart
    const end = min(start + task.rowsOfPart, task.count)
    let changes = 0
    for (let block = start; block < end; block += BLOCK) {
      const last = min(block + BLOCK, end)
      const open = gatherFew(task, block, last, scratch)
      if (open == 0) continue
      if (open >= FETCHED) fetch(placeOf(task, block), placeOf(task, last), scratch + SEEN)
      changes += settleFew(task, open, part, scratch)
    }
    store<i32>(task.changes + ((part as usize) << 2), changes)
  }
}

/** Of four rows what is kept for their centres, in two tables of four. */
@inline
function lookUp(labels: v128, low: v128, high: v128): v128 {
  const bytes = i32x4.add(i32x4.mul(labels, i32x4.splat(0x04040404)), i32x4.splat(0x03020100))
  return v128.or(i8x16.swizzle(low, bytes), i8x16.swizzle(high, i8x16.sub(bytes, i8x16.splat(16))))
}

/** Lists the rows whose margin may be used up. */
export function gatherFew(task: FewTask, start: i32, end: i32, scratch: usize): i32 {
  const low = v128.load(task.taken)
  const high = v128.load(task.taken, 16)
  const guard = f32x4.splat(task.guard)
  const first = scratch + OPEN
  let open = first
  for (let row = start; row < end; row += 4) {
    const at = (row as usize) << 2
    const taken = f32x4.add(lookUp(v128.load(task.labels + at), low, high), guard)
    const bits = i32x4.bitmask(f32x4.le(v128.load(task.margins + at), taken))
    if (bits == 0) continue
    store<i32>(open, row)
    open += (bits & 1) << 2
    store<i32>(open, row + 1)
    open += (bits & 2) << 1
    store<i32>(open, row + 2)
    open += bits & 4
    store<i32>(open, row + 3)
    open += (bits & 8) >> 1
  }
  return ((open - first) >> 2) as i32
}

@inline
function placeOf(task: FewTask, row: i32): usize {
  return task.rows + (((row as usize) * (task.columns as usize)) << 2)
}

@inline
function four(list: usize, r0: usize, r1: usize, r2: usize, r3: usize): v128 {
  let lanes = v128.load32_zero(list + (r0 << 2))
  lanes = v128.load32_lane(list + (r1 << 2), lanes, 1)
  lanes = v128.load32_lane(list + (r2 << 2), lanes, 2)
  return v128.load32_lane(list + (r3 << 2), lanes, 3)
}

/** Finds the centre of every open row, four at a time, and writes its margin. A row moves only where that is surely nearer. */
export function settleFew(task: FewTask, open: i32, part: i32, scratch: usize): i32 {
  const low = v128.load(task.taken)
  const high = v128.load(task.taken, 16)
  const roundings = f32x4.splat(task.rounding)
  const greatest = f32x4.splat(task.greatest)
  const zero = f32x4.splat(0)
  const list = scratch + OPEN
  let changes = 0
  for (let from = 0; from < open; from += 4) {
    const place = list + ((from as usize) << 2)
    const count = min(open - from, 4)
    const r0 = load<i32>(place)
    const r1 = load<i32>(place + ((min(1, count - 1) as usize) << 2))
    const r2 = load<i32>(place + ((min(2, count - 1) as usize) << 2))
    const r3 = load<i32>(place + ((min(3, count - 1) as usize) << 2))
    scoreTile(placeOf(task, r0), placeOf(task, r1), placeOf(task, r2), placeOf(task, r3), task.columns, task.tiles, task.halves, scratch)
    const labels = four(task.labels, r0, r1, r2, r3)
    const lengths = four(task.lengths, r0, r1, r2, r3)
    let best = f32x4.splat(f32.MAX_VALUE)
    let second = best
    let own = best
    let nearest = i32x4.splat(0)
    for (let half: usize = 0; half < 2; half++) {
      const v0 = v128.load(scratch + (half << 4))
      const v1 = v128.load(scratch + (half << 4), 32)
      const v2 = v128.load(scratch + (half << 4), 64)
      const v3 = v128.load(scratch + (half << 4), 96)
      const a = i32x4.shuffle(v0, v1, 0, 4, 1, 5)
      const b = i32x4.shuffle(v2, v3, 0, 4, 1, 5)
      const c = i32x4.shuffle(v0, v1, 2, 6, 3, 7)
      const d = i32x4.shuffle(v2, v3, 2, 6, 3, 7)
      let centre = i32x4.splat((half << 2) as i32)
      let score = i64x2.shuffle(a, b, 0, 2)
      second = f32x4.pmin(second, f32x4.pmax(best, score))
      nearest = v128.bitselect(centre, nearest, f32x4.lt(score, best))
      own = v128.bitselect(score, own, i32x4.eq(labels, centre))
      best = f32x4.pmin(best, score)
      centre = i32x4.add(centre, i32x4.splat(1))
      score = i64x2.shuffle(a, b, 1, 3)
      second = f32x4.pmin(second, f32x4.pmax(best, score))
      nearest = v128.bitselect(centre, nearest, f32x4.lt(score, best))
      own = v128.bitselect(score, own, i32x4.eq(labels, centre))
      best = f32x4.pmin(best, score)
      centre = i32x4.add(centre, i32x4.splat(1))
      score = i64x2.shuffle(c, d, 0, 2)
      second = f32x4.pmin(second, f32x4.pmax(best, score))
      nearest = v128.bitselect(centre, nearest, f32x4.lt(score, best))
      own = v128.bitselect(score, own, i32x4.eq(labels, centre))
      best = f32x4.pmin(best, score)
      centre = i32x4.add(centre, i32x4.splat(1))
      score = i64x2.shuffle(c, d, 1, 3)
      second = f32x4.pmin(second, f32x4.pmax(best, score))
      nearest = v128.bitselect(centre, nearest, f32x4.lt(score, best))
      own = v128.bitselect(score, own, i32x4.eq(labels, centre))
      best = f32x4.pmin(best, score)
    }
    const rounding = f32x4.mul(roundings, f32x4.add(lengths, greatest))
    const surely = f32x4.lt(f32x4.add(f32x4.add(best, best), rounding), f32x4.add(own, own))
    const moves = v128.andnot(surely, i32x4.eq(labels, nearest))
    const stays = v128.andnot(v128.not(moves), i32x4.eq(labels, nearest))
    // Where a row stays although another centre may be as near, its own score and the other change places.
    const inner = v128.bitselect(own, best, stays)
    const outer = v128.bitselect(best, second, stays)
    const centres = v128.bitselect(nearest, labels, moves)
    const upper = f32x4.sqrt(f32x4.max(zero, f32x4.add(f32x4.add(lengths, rounding), f32x4.add(inner, inner))))
    const lower = f32x4.sqrt(f32x4.max(zero, f32x4.add(f32x4.sub(lengths, rounding), f32x4.add(outer, outer))))
    const margin = f32x4.add(f32x4.sub(lower, upper), lookUp(centres, low, high))
    v128.store32_lane(task.margins + ((r0 as usize) << 2), margin, 0)
    v128.store32_lane(task.margins + ((r1 as usize) << 2), margin, 1)
    v128.store32_lane(task.margins + ((r2 as usize) << 2), margin, 2)
    v128.store32_lane(task.margins + ((r3 as usize) << 2), margin, 3)
    let bits = i32x4.bitmask(moves) & ((1 << count) - 1)
    if (bits == 0) continue
    v128.store(scratch + PLACES, nearest)
    for (; bits != 0; bits &= bits - 1) {
      const each = ctz(bits) as usize
      const row = load<i32>(place + (each << 2))
      const label = task.labels + ((row as usize) << 2)
      const to = load<i32>(scratch + PLACES + (each << 2))
      const weight: f64 = task.weights == 0 ? 1 : (load<f32>(task.weights + ((row as usize) << 2)) as f64)
      const sums = task.sums + (((part * task.clusters) as usize) * (task.columns as usize) << 3)
      const sizes = task.sizes + (((part * task.clusters) as usize) << 3)
      move(placeOf(task, row), task.columns, weight, load<i32>(label), to, sums, sizes)
      store<i32>(label, to)
      changes++
    }
  }
  return changes
}
