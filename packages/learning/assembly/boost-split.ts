import { meet } from './barrier'
import { findThreshold } from './threshold'

/**
 * What one split of boosting works on: the rows of a node are parted, the sums of all bins are made for the side with
 * fewer rows and left over for the other, and in both the best threshold of every column of numbers is found.
 * `boosting-memory.ts` writes it.
 */
@unmanaged
class SplitTask {
  /** Of every row `stride` codes of one byte. */
  codes: usize
  stride: i32
  columns: i32
  /** The same column by column, `height` bytes each. */
  lists: usize
  height: i32
  /** Of every row the first and second derivative, whole numbers in single precision. */
  pairs: usize
  rows: usize
  /** As long as `rows`: what goes left and right of each chunk. */
  lefts: usize
  rights: usize
  /** The node's rows. */
  from: i32
  to: i32
  /** The column that is asked; −1: nothing is parted, all rows are one side. */
  asked: i32
  /** 256 bytes: 1 for codes that go left. */
  goesLeft: usize
  /** Of each chunk how many go left. */
  counts: usize
  /** Whether children are searched. */
  searched: i32
  /** Found: where the right side begins, and the side of fewer rows, whose sums are made: 0 left, 1 right. */
  middle: i32
  side: i32
  /** columns × 256 × 2 doubles. `parent` becomes that of the other side. */
  parent: usize
  own: usize
  /** One a thread. */
  partials: usize
  partialSize: i32
  /** One of 4 bytes a thread: whether it has added to its own. */
  used: usize
  /** Of every column: 0 not looked at, 1 numbers, 2 words; how many bins of known values it has. */
  kinds: usize
  bins: usize
  /** Doubles: L2, least second derivative; then of the left and the right side sums (2), lower and upper bound (2). */
  limits: usize
  /** Of every column −1, 0, 1: whether it may only let the margin fall, either, rise. */
  directions: usize
  /** Whether there are bounds. */
  bounded: i32
  /** Of the left and the right side, of every column what was found. */
  found: usize
  /** One a thread: pairs and codes of a chunk. */
  scratch: usize
  scratchSize: i32
  threads: i32
  barrier: usize
  chunks: i32
  next: i32
  nextAdded: i32
  nextColumn: i32
}

/** Rows of a chunk. */
const CHUNK: i32 = 4096
/** Bytes of the sums of one column. */
const SUMS: usize = 4096
/** Bytes of what is found in one column. */
const FOUND: usize = 32

export function boostSplit(task: SplitTask, thread: i32): void {
  const place = changetype<usize>(task)
  if (task.asked >= 0) {
    for (;;) {
      const chunk = atomic.add<i32>(place + offsetof<SplitTask>('next'), 1)
      if (chunk >= task.chunks) break
      partChunk(task, chunk)
    }
    meet(task.barrier, task.threads)
  }
  addChunks(task, thread)
  if (!task.searched) return
  meet(task.barrier, task.threads)
  for (;;) {
    const column = atomic.add<i32>(place + offsetof<SplitTask>('nextColumn'), 1)
    if (column >= task.columns) return
    settleColumn(task, column)
  }
}

/** Writes the rows of a chunk that go left and those that go right each in a list, in their order. */
export function partChunk(task: SplitTask, chunk: i32): void {
  const start = task.from + chunk * CHUNK
  const end = min(start + CHUNK, task.to)
  const codes = task.lists + (task.asked as usize) * (task.height as usize)
  const goesLeft = task.goesLeft
  let left = task.lefts + ((start as usize) << 2)
  let right = task.rights + ((start as usize) << 2)
  const last = task.rows + ((end as usize) << 2)
  for (let from = task.rows + ((start as usize) << 2); from < last; from += 4) {
    const row = load<i32>(from)
    const isLeft = load<u8>(goesLeft + (load<u8>(codes + (row as usize)) as usize)) as usize
    store<i32>(left, row)
    store<i32>(right, row)
    left += isLeft << 2
    right += (1 - isLeft) << 2
  }
  const count = ((left - task.lefts) >> 2) as i32
  store<i32>(task.counts + ((chunk as usize) << 2), count - start)
}

/** Puts the rows of chunks where they belong, and adds those of the side that is made to the thread's sums. */
function addChunks(task: SplitTask, thread: i32): void {
  const next = changetype<usize>(task) + offsetof<SplitTask>('nextAdded')
  const partial = task.partials + (thread as usize) * (task.partialSize as usize)
  const scratch = task.scratch + (thread as usize) * (task.scratchSize as usize)
  const used = task.used + ((thread as usize) << 2)
  store<i32>(used, 0)
  let middle = task.from
  if (task.asked >= 0)
    for (let chunk = 0; chunk < task.chunks; chunk++) middle += load<i32>(task.counts + ((chunk as usize) << 2))
  const side = task.asked >= 0 && middle - task.from > task.to - middle ? 1 : 0
  // Every thread finds the same.
  task.middle = middle
  task.side = side
  let seen = 0
  let lefts = 0
  for (;;) {
    const chunk = atomic.add<i32>(next, 1)
    if (chunk >= task.chunks) return
    const start = task.from + chunk * CHUNK
    const count = min(CHUNK, task.to - start)
    let list = task.rows + ((start as usize) << 2)
    let made = count
    if (task.asked >= 0) {
      for (; seen < chunk; seen++) lefts += load<i32>(task.counts + ((seen as usize) << 2))
      const left = load<i32>(task.counts + ((chunk as usize) << 2))
      const ofLeft = task.lefts + ((start as usize) << 2)
      const ofRight = task.rights + ((start as usize) << 2)
      const rights = start - task.from - lefts
      memory.copy(task.rows + (((task.from + lefts) as usize) << 2), ofLeft, (left as usize) << 2)
      memory.copy(task.rows + (((middle + rights) as usize) << 2), ofRight, ((count - left) as usize) << 2)
      list = side == 0 ? ofLeft : ofRight
      made = side == 0 ? left : count - left
    }
    if (!task.searched || made == 0) continue
    if (!load<i32>(used)) {
      memory.fill(partial, 0, (task.columns as usize) * SUMS)
      store<i32>(used, 1)
    }
    gatherPairs(task, list, made, scratch)
    const stride = task.stride as usize
    const whole = task.columns & ~7
    for (let column = 0; column < whole; column += 8)
      addPairs(scratch, made, stride, column, partial + (column as usize) * SUMS)
    if (whole < task.columns)
      addLastPairs(scratch, made, stride, whole, partial + (whole as usize) * SUMS, task.columns - whole)
  }
}

/** Of listed rows their pairs as doubles, then their codes: rows of a node lie far from each other, and are fetched once. */
export function gatherPairs(task: SplitTask, list: usize, count: i32, scratch: usize): void {
  const stride = task.stride as usize
  const codes = task.codes
  const pairs = task.pairs
  const end = list + ((count as usize) << 2)
  let pair = scratch
  let own = scratch + ((CHUNK as usize) << 4)
  for (let from = list; from < end; from += 4) {
    const row = load<i32>(from) as usize
    const place = codes + row * stride
    for (let at: usize = 0; at < stride; at += 8) store<u64>(own + at, load<u64>(place + at))
    v128.store(pair, f64x2.promote_low_f32x4(v128.load64_zero(pairs + (row << 3))))
    own += stride
    pair += 16
  }
}

@inline
function add(place: usize, pair: v128): void {
  v128.store(place, f64x2.add(v128.load(place), pair))
}

/** Adds pairs to the bins of eight columns. */
export function addPairs(scratch: usize, count: i32, stride: usize, column: i32, sums: usize): void {
  let own = scratch + ((CHUNK as usize) << 4) + (column as usize)
  const end = scratch + ((count as usize) << 4)
  for (let pair = scratch; pair < end; pair += 16) {
    const codes = load<u64>(own)
    const value = v128.load(pair)
    add(sums + (((codes << 4) & 0xff0) as usize), value)
    add(sums + SUMS + (((codes >> 4) & 0xff0) as usize), value)
    add(sums + 2 * SUMS + (((codes >> 12) & 0xff0) as usize), value)
    add(sums + 3 * SUMS + (((codes >> 20) & 0xff0) as usize), value)
    add(sums + 4 * SUMS + (((codes >> 28) & 0xff0) as usize), value)
    add(sums + 5 * SUMS + (((codes >> 36) & 0xff0) as usize), value)
    add(sums + 6 * SUMS + (((codes >> 44) & 0xff0) as usize), value)
    add(sums + 7 * SUMS + (((codes >> 52) & 0xff0) as usize), value)
    own += stride
  }
}

/** Adds pairs to the bins of the last columns, fewer than eight. */
export function addLastPairs(
  scratch: usize,
  count: i32,
  stride: usize,
  column: i32,
  sums: usize,
  columns: i32,
): void {
  let own = scratch + ((CHUNK as usize) << 4) + (column as usize)
  const end = scratch + ((count as usize) << 4)
  for (let pair = scratch; pair < end; pair += 16) {
    const codes = load<u64>(own)
    const value = v128.load(pair)
    add(sums + (((codes << 4) & 0xff0) as usize), value)
    if (columns > 1) add(sums + SUMS + (((codes >> 4) & 0xff0) as usize), value)
    if (columns > 2) add(sums + 2 * SUMS + (((codes >> 12) & 0xff0) as usize), value)
    if (columns > 3) add(sums + 3 * SUMS + (((codes >> 20) & 0xff0) as usize), value)
    if (columns > 4) add(sums + 4 * SUMS + (((codes >> 28) & 0xff0) as usize), value)
    if (columns > 5) add(sums + 5 * SUMS + (((codes >> 36) & 0xff0) as usize), value)
    if (columns > 6) add(sums + 6 * SUMS + (((codes >> 44) & 0xff0) as usize), value)
    own += stride
  }
}

/** Adds up one column's sums of all threads, takes them from the parent's, and finds the best threshold on both sides. */
export function settleColumn(task: SplitTask, column: i32): void {
  const shift = (column as usize) << 2
  const kind = load<i32>(task.kinds + shift)
  if (kind == 0) return
  const bins = load<i32>(task.bins + shift)
  const own = task.own + (column as usize) * SUMS
  const parent = task.parent + (column as usize) * SUMS
  mergeColumn(task, (column as usize) * SUMS, bins)
  if (task.asked < 0) addUp(own, bins, task.limits + 16)
  if (kind != 1) return
  const direction = load<i32>(task.directions + shift)
  const made = task.side
  searchSide(task, made, own, column, bins, direction)
  if (task.asked >= 0) searchSide(task, 1 - made, parent, column, bins, direction)
}

/** The sums of a whole column: of whole numbers, so that they are the same in every column. */
function addUp(sums: usize, bins: i32, to: usize): void {
  let all = f64x2.splat(0)
  for (let bin = 0; bin <= bins; bin++) all = f64x2.add(all, v128.load(sums + ((bin as usize) << 4)))
  v128.store(to, all)
}

@inline
function searchSide(task: SplitTask, side: i32, sums: usize, column: i32, bins: i32, direction: i32): void {
  const found = task.found + ((side * task.columns + column) as usize) * FOUND
  findThreshold(sums, bins, task.limits, task.limits + 16 + ((side as usize) << 5), task.bounded, direction, found)
}

export function mergeColumn(task: SplitTask, offset: usize, bins: i32): void {
  const size = ((bins + 1) as usize) << 4
  const own = task.own + offset
  const parent = task.parent + offset
  let first = true
  for (let thread = 0; thread < task.threads; thread++) {
    if (!load<i32>(task.used + ((thread as usize) << 2))) continue
    const partial = task.partials + (thread as usize) * (task.partialSize as usize) + offset
    if (first) memory.copy(own, partial, size)
    else for (let at: usize = 0; at < size; at += 16) add(own + at, v128.load(partial + at))
    first = false
  }
  if (first) memory.fill(own, 0, size)
  if (task.asked < 0) return
  for (let at: usize = 0; at < size; at += 16)
    v128.store(parent + at, f64x2.sub(v128.load(parent + at), v128.load(own + at)))
}
