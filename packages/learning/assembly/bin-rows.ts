/** What coding a block of rows works on: numbers become the bins they lie in. `coded-rows.ts` writes it. */
@unmanaged
class BinTask {
  /** Column after column, `height` doubles each. */
  values: usize
  height: i32
  /** Rows of this block. */
  count: i32
  columns: i32
  /** Of every column 256 doubles: the upper ends of its bins, then infinities. */
  edges: usize
  /** Of every column its place in a row of codes, and the code of a missing value. */
  places: usize
  missing: usize
  /** Of the block's first row; `stride` bytes a row. */
  codes: usize
  stride: i32
  /** Of the block's first row in the first column, `heightOfAll` bytes a column; 0: not wanted. */
  lists: usize
  heightOfAll: i32
  parts: i32
  rowsOfPart: i32
  next: i32
}

export function binRows(task: BinTask, thread: i32): void {
  const next = changetype<usize>(task) + offsetof<BinTask>('next')
  for (;;) {
    const part = atomic.add<i32>(next, 1)
    if (part >= task.parts) return
    const start = part * task.rowsOfPart
    const end = min(start + task.rowsOfPart, task.count)
    for (let column = 0; column < task.columns; column++) binColumn(task, column, start, end)
  }
}

/** The number of ends that a value is above, by halving without a branch. */
export function binColumn(task: BinTask, column: i32, start: i32, end: i32): void {
  const shift = (column as usize) << 2
  const edges = task.edges + ((column as usize) << 11)
  const absent = load<i32>(task.missing + shift)
  const stride = task.stride as usize
  let from = task.values + (((column * task.height + start) as usize) << 3)
  let to = task.codes + (start as usize) * stride + (load<i32>(task.places + shift) as usize)
  const place = load<i32>(task.places + shift)
  const isListed = task.lists != 0
  let list = task.lists + (place as usize) * (task.heightOfAll as usize) + (start as usize)
  // Behind the last end are infinities, which nothing is above.
  const isHalf = load<f64>(edges, 63 * 8) < Infinity
  const isWide = load<f64>(edges, 127 * 8) < Infinity
  for (let row = start; row < end; row++) {
    const value = load<f64>(from)
    let bin: usize = 0
    if (isWide) bin = load<f64>(edges, 127 * 8) < value ? 128 : 0
    if (isHalf) bin += load<f64>(edges + (bin << 3), 63 * 8) < value ? 64 : 0
    bin += load<f64>(edges + (bin << 3), 31 * 8) < value ? 32 : 0
    bin += load<f64>(edges + (bin << 3), 15 * 8) < value ? 16 : 0
    bin += load<f64>(edges + (bin << 3), 7 * 8) < value ? 8 : 0
    bin += load<f64>(edges + (bin << 3), 3 * 8) < value ? 4 : 0
    bin += load<f64>(edges + (bin << 3), 1 * 8) < value ? 2 : 0
    bin += load<f64>(edges + (bin << 3)) < value ? 1 : 0
    const code = value == value ? (bin as i32) : absent
    store<u8>(to, code)
    if (isListed) store<u8>(list++, code)
    from += 8
    to += stride
  }
}
