import { meet } from './barrier'

/**
 * What one round of boosting begins with: the last tree is added to the margins, and of every row the first and second
 * derivative of its loss become whole numbers, so that sums of them are exact in any order. `boosting-memory.ts` writes
 * it.
 */
@unmanaged
class GradientTask {
  count: i32
  /** 0 logistic, 1 squared, 2 quantile. */
  loss: i32
  /** Rows in the order of the last tree's leaves; left in the order of their numbers. */
  rows: usize
  leaves: i32
  /** Where each leaf ends in that order, and the double that it adds. */
  ends: usize
  values: usize
  /** Doubles, one a row. */
  margins: usize
  targets: usize
  /** Of 4 bytes a row. */
  weights: usize
  /** Of every row two numbers in single precision, whole and of at most 2²³. */
  pairs: usize
  /** Of every thread the greatest of both, before they were whole. */
  greatest: usize
  /** Two doubles: what both were multiplied by. */
  scales: usize
  /** The share of a quantile. */
  share: f32
  threads: i32
  barrier: usize
  chunks: i32
  rowsOfChunk: i32
  /** Of each of the three steps. */
  next: i32
  nextRaw: i32
  nextWhole: i32
}

export function boostGradients(task: GradientTask, thread: i32): void {
  const place = changetype<usize>(task)
  for (;;) {
    const chunk = atomic.add<i32>(place + offsetof<GradientTask>('next'), 1)
    if (chunk >= task.chunks) break
    addLeaves(task, chunk * task.rowsOfChunk, endOf(task, chunk))
  }
  meet(task.barrier, task.threads)
  const greatest = task.greatest + ((thread as usize) << 3)
  store<u64>(greatest, 0)
  for (;;) {
    const chunk = atomic.add<i32>(place + offsetof<GradientTask>('nextRaw'), 1)
    if (chunk >= task.chunks) break
    const start = chunk * task.rowsOfChunk
    if (task.loss == 0) logisticPairs(task, start, endOf(task, chunk), greatest)
    else linearPairs(task, start, endOf(task, chunk), greatest)
  }
  meet(task.barrier, task.threads)
  const first = scaleFor(task, 0)
  const second = scaleFor(task, 4)
  if (thread == 0) {
    store<f64>(task.scales, first as f64)
    store<f64>(task.scales + 8, second as f64)
  }
  for (;;) {
    const chunk = atomic.add<i32>(place + offsetof<GradientTask>('nextWhole'), 1)
    if (chunk >= task.chunks) return
    wholePairs(task, chunk * task.rowsOfChunk, endOf(task, chunk), first, second)
  }
}

@inline
function endOf(task: GradientTask, chunk: i32): i32 {
  return min((chunk + 1) * task.rowsOfChunk, task.count)
}

/** Adds to the margin of rows what their leaves say. */
export function addLeaves(task: GradientTask, start: i32, end: i32): void {
  let leaf: usize = 0
  for (let at = start; at < end; ) {
    while (load<i32>(task.ends + (leaf << 2)) <= at) leaf++
    const last = min(load<i32>(task.ends + (leaf << 2)), end)
    const value = load<f64>(task.values + (leaf << 3))
    for (; at < last; at++) {
      const margin = task.margins + ((load<i32>(task.rows + ((at as usize) << 2)) as usize) << 3)
      store<f64>(margin, load<f64>(margin) + value)
    }
  }
}

/** exp(x) of four numbers from −87 to 87, to 2e-7 of it: 2ⁿ · exp(r), r within ln(2) / 2 by its series. */
@inline
function exponential(x: v128): v128 {
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.4426950408889634)))
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)))
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.12194440e-4)))
  let sum = f32x4.splat(1 / 5040)
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1 / 720))
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1 / 120))
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1 / 24))
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1 / 6))
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(0.5))
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1))
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1))
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23)
  return f32x4.mul(sum, power)
}

/** Four doubles in single precision. */
@inline
function fourOf(place: usize): v128 {
  const low = f32x4.demote_f64x2_zero(v128.load(place))
  return i64x2.shuffle(low, f32x4.demote_f64x2_zero(v128.load(place, 16)), 0, 2)
}

/** Log loss: p − y and p · (1 − p), times the weight. Memory behind the last row is there, and is written to. */
export function logisticPairs(task: GradientTask, start: i32, end: i32, greatest: usize): void {
  const one = f32x4.splat(1)
  let first = f32x4.splat(0)
  let second = first
  for (let row = start; row < end; row += 4) {
    const at = (row as usize) << 3
    const margin = f32x4.max(f32x4.splat(-87), f32x4.min(f32x4.splat(87), fourOf(task.margins + at)))
    const against = exponential(f32x4.neg(margin))
    const chance = f32x4.div(one, f32x4.add(one, against))
    const other = f32x4.mul(against, chance)
    const isOne = f32x4.gt(fourOf(task.targets + at), f32x4.splat(0.5))
    const weight = v128.load(task.weights + ((row as usize) << 2))
    const slope = f32x4.mul(weight, v128.bitselect(f32x4.neg(other), chance, isOne))
    const bend = f32x4.mul(weight, f32x4.mul(chance, other))
    first = f32x4.max(first, f32x4.abs(slope))
    second = f32x4.max(second, bend)
    storePairs(task.pairs + at, slope, bend)
  }
  keepGreatest(greatest, first, second)
}

/** Squared loss: margin − y; quantiles: 1 − share above y, −share below. The second derivative is the weight. */
export function linearPairs(task: GradientTask, start: i32, end: i32, greatest: usize): void {
  let first = f32x4.splat(0)
  let second = first
  const above = f32x4.splat(1 - task.share)
  const below = f32x4.splat(-task.share)
  const zero = f64x2.splat(0)
  for (let row = start; row < end; row += 4) {
    const at = (row as usize) << 3
    const low = f64x2.sub(v128.load(task.margins + at), v128.load(task.targets + at))
    const high = f64x2.sub(v128.load(task.margins + at, 16), v128.load(task.targets + at, 16))
    const weight = v128.load(task.weights + ((row as usize) << 2))
    const off = i64x2.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2)
    const isBelow = i32x4.shuffle(f64x2.lt(low, zero), f64x2.lt(high, zero), 0, 2, 4, 6)
    const slope = f32x4.mul(weight, task.loss == 1 ? off : v128.bitselect(below, above, isBelow))
    first = f32x4.max(first, f32x4.abs(slope))
    second = f32x4.max(second, weight)
    storePairs(task.pairs + at, slope, weight)
  }
  keepGreatest(greatest, first, second)
}

@inline
function storePairs(place: usize, first: v128, second: v128): void {
  v128.store(place, i32x4.shuffle(first, second, 0, 4, 1, 5))
  v128.store(place, i32x4.shuffle(first, second, 2, 6, 3, 7), 16)
}

@inline
function greatestOf(four: v128): f32 {
  return max(
    max(f32x4.extract_lane(four, 0), f32x4.extract_lane(four, 1)),
    max(f32x4.extract_lane(four, 2), f32x4.extract_lane(four, 3)),
  )
}

@inline
function keepGreatest(place: usize, first: v128, second: v128): void {
  store<f32>(place, max(load<f32>(place), greatestOf(first)))
  store<f32>(place, max(load<f32>(place, 4), greatestOf(second)), 4)
}

/** The greatest power of two with which no number of all threads is above 2²³; 1 where all are 0. */
function scaleFor(task: GradientTask, offset: usize): f32 {
  let greatest: f32 = 0
  for (let thread = 0; thread < task.threads; thread++)
    greatest = max(greatest, load<f32>(task.greatest + ((thread as usize) << 3) + offset))
  if (greatest == 0) return 1
  const exponent = (reinterpret<i32>(greatest) >> 23) - 127
  return reinterpret<f32>((min(127, 22 - exponent) + 127) << 23)
}

/** Multiplies and rounds pairs; rows are put in the order of their numbers again. */
export function wholePairs(task: GradientTask, start: i32, end: i32, first: f32, second: f32): void {
  const scales = f32x4.replace_lane(f32x4.replace_lane(f32x4.splat(first), 1, second), 3, second)
  for (let row = start; row < end; row += 2) {
    const place = task.pairs + ((row as usize) << 3)
    v128.store(place, f32x4.nearest(f32x4.mul(v128.load(place), scales)))
  }
  for (let row = start; row < end; row++) store<i32>(task.rows + ((row as usize) << 2), row)
}
