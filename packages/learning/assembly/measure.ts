import { squared } from './tile'

/** What one pass over all rows measures: their squared lengths, or how far they are from their centres. */
@unmanaged
class MeasureTask {
  rows: usize
  count: i32
  columns: i32
  /** Of 4 bytes a row. */
  lengths: usize
  labels: usize
  /** clusters × columns; 0 where lengths are asked for. */
  centres: usize
  /** Of 4 bytes a row; 0 where every weight is 1. */
  weights: usize
  /** One a part, of 8 bytes: the sum of what was measured. */
  sums: usize
  /** One a part, of 4 bytes: the greatest length. */
  greatest: usize
  parts: i32
  rowsOfPart: i32
  next: i32
}

export function measure(task: MeasureTask, thread: i32): void {
  const next = changetype<usize>(task) + offsetof<MeasureTask>('next')
  for (;;) {
    const part = atomic.add<i32>(next, 1)
    if (part >= task.parts) return
    const start = part * task.rowsOfPart
    const end = min(start + task.rowsOfPart, task.count)
    let sum: f64 = 0
    for (let block = start; block < end; block += 128) {
      const last = min(block + 128, end)
      sum += task.centres == 0 ? lengthsBetween(task, block, last, part) : inertiaBetween(task, block, last)
    }
    store<f64>(task.sums + ((part as usize) << 3), sum)
  }
}

export function lengthsBetween(task: MeasureTask, start: i32, end: i32, part: i32): f64 {
  const place = task.greatest + ((part as usize) << 2)
  let greatest: f32 = start == part * task.rowsOfPart ? 0 : load<f32>(place)
  let sum: f64 = 0
  for (let row = start; row < end; row++) {
    const length = ownSquare(task.rows + (((row as usize) * (task.columns as usize)) << 2), task.columns)
    store<f32>(task.lengths + ((row as usize) << 2), length)
    greatest = max<f32>(greatest, length)
    sum += length as f64
  }
  store<f32>(place, greatest)
  return sum
}

function ownSquare(row: usize, columns: i32): f32 {
  let four = f32x4.splat(0)
  const whole = columns & ~3
  for (let column = 0; column < whole; column += 4) {
    const values = v128.load(row)
    four = f32x4.relaxed_madd(values, values, four)
    row += 16
  }
  let sum =
    f32x4.extract_lane(four, 0) + f32x4.extract_lane(four, 1) + f32x4.extract_lane(four, 2) + f32x4.extract_lane(four, 3)
  for (let column = whole; column < columns; column++) {
    sum += load<f32>(row) * load<f32>(row)
    row += 4
  }
  return sum
}

/** The weighted squared distances of rows from their centres. */
export function inertiaBetween(task: MeasureTask, start: i32, end: i32): f64 {
  const size = (task.columns as usize) << 2
  let sum: f64 = 0
  for (let row = start; row < end; row++) {
    const at = (row as usize) << 2
    const label = load<i32>(task.labels + at) as usize
    const away = squared(task.rows + (row as usize) * size, task.centres + label * size, task.columns) as f64
    sum += task.weights == 0 ? away : away * (load<f32>(task.weights + at) as f64)
  }
  return sum
}
