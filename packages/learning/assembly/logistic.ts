/** What the log loss of all rows, and its gradient, works on: `kernel-logistic-loss.ts` writes it. */
@unmanaged
class LogisticTask {
  /** count × columns, of 4 bytes; up to 12 bytes behind the last are read, and not used. */
  rows: usize
  count: i32
  columns: i32
  /** Fours of columns, the last filled up. */
  chunks: i32
  /** One a row, 0 or 1, of 4 bytes; filled up with zeros to a multiple of four. */
  target: usize
  /** The same. */
  weights: usize
  /** One a column, of 4 bytes; filled up with zeros. */
  place: usize
  intercept: f32
  /** parts × (4 × chunks + 2), of 8 bytes: the gradient by column, by intercept, and the loss. */
  sums: usize
  parts: i32
  /** A multiple of four. */
  rowsOfPart: i32
  next: i32
  /** One a thread, of 4 × chunks + 8 numbers of 4 bytes. */
  scratch: usize
  scratchSize: i32
}

/** So many rows are summed in single precision before they are added up in double. */
const BLOCK: i32 = 128

export function logisticLoss(task: LogisticTask, thread: i32): void {
  const next = changetype<usize>(task) + offsetof<LogisticTask>('next')
  const scratch = task.scratch + (thread * task.scratchSize) as usize
  for (;;) {
    const part = atomic.add<i32>(next, 1)
    if (part >= task.parts) return
    const start = part * task.rowsOfPart
    const end = min(start + task.rowsOfPart, task.count)
    const sums = task.sums + (((part * (4 * task.chunks + 2)) as usize) << 3)
    for (let block = start; block < end; block += BLOCK) {
      logisticBlock(task, block, min(block + BLOCK, end), scratch)
      addSingles(scratch, task.chunks, sums)
    }
  }
}

/** The gradient by column of a block, then by intercept and the loss in four lanes each. */
export function logisticBlock(task: LogisticTask, start: i32, end: i32, scratch: usize): void {
  const chunks = task.chunks
  const stride = (task.columns as usize) << 2
  const last = task.rows + ((task.count - 1) as usize) * stride
  memory.fill(scratch, 0, ((4 * chunks + 8) as usize) << 2)
  let pulls = f32x4.splat(0)
  let losses = f32x4.splat(0)
  for (let row = start; row < end; row += 4) {
    const r0 = task.rows + (row as usize) * stride
    const r1 = min(r0 + stride, last)
    const r2 = min(r1 + stride, last)
    const r3 = min(r2 + stride, last)
    const margin = f32x4.add(f32x4.splat(task.intercept), fourSums(r0, r1, r2, r3, task.place, chunks))
    const target = v128.load(task.target + ((row as usize) << 2))
    const weight = v128.load(task.weights + ((row as usize) << 2))
    const decay = expOfNegative(f32x4.neg(f32x4.abs(margin)))
    const whole = f32x4.add(f32x4.splat(1), decay)
    const isUp = f32x4.ge(margin, f32x4.splat(0))
    const chance = f32x4.div(v128.bitselect(f32x4.splat(1), decay, isUp), whole)
    const pull = f32x4.mul(weight, f32x4.sub(chance, target))
    const wrong = f32x4.sub(f32x4.max(margin, f32x4.splat(0)), f32x4.mul(target, margin))
    losses = f32x4.relaxed_madd(weight, f32x4.add(logOfOneAnd(decay), wrong), losses)
    pulls = f32x4.add(pulls, pull)
    addFourRows(r0, r1, r2, r3, pull, scratch, chunks)
  }
  v128.store(scratch + ((chunks as usize) << 4), pulls)
  v128.store(scratch + ((chunks as usize) << 4), losses, 16)
}

/** Σ weight · value of four rows, one a lane. */
@inline
function fourSums(r0: usize, r1: usize, r2: usize, r3: usize, place: usize, chunks: i32): v128 {
  let s0 = f32x4.splat(0)
  let s1 = s0
  let s2 = s0
  let s3 = s0
  const size = (chunks as usize) << 4
  for (let at: usize = 0; at < size; at += 16) {
    const weight = v128.load(place + at)
    s0 = f32x4.relaxed_madd(weight, v128.load(r0 + at), s0)
    s1 = f32x4.relaxed_madd(weight, v128.load(r1 + at), s1)
    s2 = f32x4.relaxed_madd(weight, v128.load(r2 + at), s2)
    s3 = f32x4.relaxed_madd(weight, v128.load(r3 + at), s3)
  }
  const low = f32x4.add(i32x4.shuffle(s0, s1, 0, 4, 1, 5), i32x4.shuffle(s0, s1, 2, 6, 3, 7))
  const high = f32x4.add(i32x4.shuffle(s2, s3, 0, 4, 1, 5), i32x4.shuffle(s2, s3, 2, 6, 3, 7))
  return f32x4.add(i32x4.shuffle(low, high, 0, 1, 4, 5), i32x4.shuffle(low, high, 2, 3, 6, 7))
}

@inline
function addFourRows(
  r0: usize,
  r1: usize,
  r2: usize,
  r3: usize,
  pull: v128,
  sums: usize,
  chunks: i32,
): void {
  const p0 = f32x4.splat(f32x4.extract_lane(pull, 0))
  const p1 = f32x4.splat(f32x4.extract_lane(pull, 1))
  const p2 = f32x4.splat(f32x4.extract_lane(pull, 2))
  const p3 = f32x4.splat(f32x4.extract_lane(pull, 3))
  const size = (chunks as usize) << 4
  for (let at: usize = 0; at < size; at += 16) {
    let sum = v128.load(sums + at)
    sum = f32x4.relaxed_madd(p0, v128.load(r0 + at), sum)
    sum = f32x4.relaxed_madd(p1, v128.load(r1 + at), sum)
    sum = f32x4.relaxed_madd(p2, v128.load(r2 + at), sum)
    sum = f32x4.relaxed_madd(p3, v128.load(r3 + at), sum)
    v128.store(sums + at, sum)
  }
}

/** exp(x) of x of at most 0, within 3e-9 of its size and rounding: 2 to a whole number and to a rest of at most ½. */
@inline
function expOfNegative(x: v128): v128 {
  const scaled = f32x4.max(f32x4.mul(x, f32x4.splat(1.4426950408889634)), f32x4.splat(-126))
  const whole = f32x4.nearest(scaled)
  const rest = f32x4.sub(scaled, whole)
  let power = f32x4.splat(0.00015461444854736328)
  power = f32x4.relaxed_madd(power, rest, f32x4.splat(0.0013400427997112274))
  power = f32x4.relaxed_madd(power, rest, f32x4.splat(0.009618056938052177))
  power = f32x4.relaxed_madd(power, rest, f32x4.splat(0.05550327152013779))
  power = f32x4.relaxed_madd(power, rest, f32x4.splat(0.24022650718688965))
  power = f32x4.relaxed_madd(power, rest, f32x4.splat(0.6931471824645996))
  power = f32x4.relaxed_madd(power, rest, f32x4.splat(1))
  return i32x4.add(power, i32x4.shl(i32x4.trunc_sat_f32x4_s(whole), 23))
}

/** log(1 + x) of x from 0 to 1, within 6e-9 of its size and rounding: Chebyshev's interpolation of log(1 + x) / x. */
@inline
function logOfOneAnd(x: v128): v128 {
  let ratio = f32x4.splat(-0.00317605701)
  ratio = f32x4.relaxed_madd(ratio, x, f32x4.splat(0.0195425272))
  ratio = f32x4.relaxed_madd(ratio, x, f32x4.splat(-0.0563736126))
  ratio = f32x4.relaxed_madd(ratio, x, f32x4.splat(0.105436238))
  ratio = f32x4.relaxed_madd(ratio, x, f32x4.splat(-0.152696671))
  ratio = f32x4.relaxed_madd(ratio, x, f32x4.splat(0.196632742))
  ratio = f32x4.relaxed_madd(ratio, x, f32x4.splat(-0.249516163))
  ratio = f32x4.relaxed_madd(ratio, x, f32x4.splat(0.333297105))
  ratio = f32x4.relaxed_madd(ratio, x, f32x4.splat(-0.499998926))
  ratio = f32x4.relaxed_madd(ratio, x, f32x4.splat(0.999999995))
  return f32x4.mul(x, ratio)
}

/** Adds what a block has found to the sums of its part. */
function addSingles(scratch: usize, chunks: i32, sums: usize): void {
  for (let column = 0; column < 4 * chunks; column++) {
    const place = sums + ((column as usize) << 3)
    store<f64>(place, load<f64>(place) + load<f32>(scratch + ((column as usize) << 2)))
  }
  const lanes = scratch + ((chunks as usize) << 4)
  const place = sums + ((chunks as usize) << 5)
  store<f64>(place, load<f64>(place) + fourLanes(lanes))
  store<f64>(place + 8, load<f64>(place + 8) + fourLanes(lanes + 16))
}

@inline
function fourLanes(place: usize): f64 {
  const low = <f64>load<f32>(place) + <f64>load<f32>(place + 4)
  return low + <f64>load<f32>(place + 8) + <f64>load<f32>(place + 12)
}
