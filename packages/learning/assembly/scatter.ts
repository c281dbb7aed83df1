/** What the sum of (x − mean)(x − mean)ᵀ over all rows works on: `scatter-task.ts` writes it. */
@unmanaged
class ScatterTask {
  rows: usize
  count: i32
  columns: i32
  /** A multiple of 8, at least `columns`. */
  width: i32
  /** Of 4 bytes a column. */
  means: usize
  /** parts × width × width, of 8 bytes; only 4 × 8 tiles that touch the lower triangle are added to. */
  sums: usize
  /** parts × width, of 8 bytes: what is added to the sums of (x − mean). */
  totals: usize
  parts: i32
  rowsOfPart: i32
  next: i32
  /** One a thread. */
  scratch: usize
  scratchSize: i32
}

/** So many rows are summed in single precision before they are added up in double. */
const BLOCK: i32 = 128

export function scatter(task: ScatterTask, thread: i32): void {
  const next = changetype<usize>(task) + offsetof<ScatterTask>('next')
  const scratch = task.scratch + (thread * task.scratchSize) as usize
  for (;;) {
    const part = atomic.add<i32>(next, 1)
    if (part >= task.parts) return
    const start = part * task.rowsOfPart
    const end = min(start + task.rowsOfPart, task.count)
    const sums = task.sums + (((part * task.width) as usize) * (task.width as usize) << 3)
    const totals = task.totals + (((part * task.width) as usize) << 3)
    for (let block = start; block < end; block += BLOCK) {
      const rows = min(BLOCK, end - block)
      centre(task, block, rows, scratch)
      addTotals(scratch, rows, task.width, totals)
      for (let a = 0; a < task.width; a += 4)
        for (let b = 0; b <= a + 3; b += 8) addTile(scratch, rows, task.width, a, b, sums)
    }
  }
}

/** Copies rows with their means taken away, padded with zeros to whole tiles. */
export function centre(task: ScatterTask, start: i32, rows: i32, scratch: usize): void {
  const columns = task.columns
  for (let row = 0; row < rows; row++) {
    let from = task.rows + (((start + row) as usize) * (columns as usize) << 2)
    let to = scratch + (((row * task.width) as usize) << 2)
    let mean = task.means
    const whole = columns & ~3
    for (let column = 0; column < whole; column += 4) {
      v128.store(to, f32x4.sub(v128.load(from), v128.load(mean)))
      from += 16
      to += 16
      mean += 16
    }
    for (let column = whole; column < columns; column++) {
      store<f32>(to, load<f32>(from) - load<f32>(mean))
      from += 4
      to += 4
      mean += 4
    }
    for (let column = columns; column < task.width; column++) {
      store<f32>(to, 0)
      to += 4
    }
  }
}

/** Adds up the columns of a block. */
export function addTotals(rows: usize, count: i32, width: i32, totals: usize): void {
  const size = (width as usize) << 2
  for (let column = 0; column < width; column += 4) {
    let from = rows + ((column as usize) << 2)
    let sum = f32x4.splat(0)
    for (let row = 0; row < count; row++) {
      sum = f32x4.add(sum, v128.load(from))
      from += size
    }
    addFour(totals + ((column as usize) << 3), sum)
  }
}

/** Adds the products of four columns with eight, over the rows of a block. */
export function addTile(rows: usize, count: i32, width: i32, a: i32, b: i32, sums: usize): void {
  const size = (width as usize) << 2
  let left = rows + ((a as usize) << 2)
  let right = rows + ((b as usize) << 2)
  let s00 = f32x4.splat(0)
  let s01 = s00
  let s10 = s00
  let s11 = s00
  let s20 = s00
  let s21 = s00
  let s30 = s00
  let s31 = s00
  for (let row = 0; row < count; row++) {
    const low = v128.load(right)
    const high = v128.load(right, 16)
    const x0 = v128.load32_splat(left)
    s00 = f32x4.relaxed_madd(x0, low, s00)
    s01 = f32x4.relaxed_madd(x0, high, s01)
    const x1 = v128.load32_splat(left, 4)
    s10 = f32x4.relaxed_madd(x1, low, s10)
    s11 = f32x4.relaxed_madd(x1, high, s11)
    const x2 = v128.load32_splat(left, 8)
    s20 = f32x4.relaxed_madd(x2, low, s20)
    s21 = f32x4.relaxed_madd(x2, high, s21)
    const x3 = v128.load32_splat(left, 12)
    s30 = f32x4.relaxed_madd(x3, low, s30)
    s31 = f32x4.relaxed_madd(x3, high, s31)
    left += size
    right += size
  }
  const first = sums + (((a * width + b) as usize) << 3)
  const step = (width as usize) << 3
  addFour(first, s00)
  addFour(first + 32, s01)
  addFour(first + step, s10)
  addFour(first + step + 32, s11)
  addFour(first + 2 * step, s20)
  addFour(first + 2 * step + 32, s21)
  addFour(first + 3 * step, s30)
  addFour(first + 3 * step + 32, s31)
}

@inline
function addFour(place: usize, four: v128): void {
  v128.store(place, f64x2.add(v128.load(place), f64x2.promote_low_f32x4(four)))
  const high = i32x4.shuffle(four, four, 2, 3, 2, 3)
  v128.store(place, f64x2.add(v128.load(place, 16), f64x2.promote_low_f32x4(high)), 16)
}
