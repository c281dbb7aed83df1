/**
 * What adding up trees of at most 64 leaves works on: `kernel-add-trees.ts` writes it. Of every row and tree a bit is
 * kept for each leaf, and each question whose answer is right takes away those to its left: the first that is left is
 * the row's (QuickScorer, Lucchese and others 2015). Numbers are codes of a byte, how many thresholds of their column
 * they are above, and leaves go by eights, so that one comparison answers for sixteen rows (RapidScorer, Ye and others 2018).
 */
@unmanaged
class ScoreTask {
  /** Codes column after column, `stride` bytes each; they are turned into signed ones here. */
  codes: usize
  columns: i32
  stride: i32
  /** Doubles, one a row: what the leaves say is added. */
  sums: usize
  count: i32
  /** Of 8 bytes: the place of a column, the code above which the answer is right (signed), leaves of the eight to the left. */
  questions: usize
  /** Of all eights of leaves of all trees the first question, and behind the last. */
  eights: usize
  /** Of every tree its first eight and its first value. */
  trees: usize
  treeCount: i32
  /** Doubles, one a leaf. */
  values: usize
  /** 1,024 bytes a thread. */
  scratch: usize
  parts: i32
  rowsOfPart: i32
  next: i32
}

/** Rows that go through all trees before the next: what is known of them stays in the nearest cache. */
const ROWS: i32 = 64
const QUESTION: usize = 8
/** In the scratch, behind the eights of leaves: all leaves of a row as one number, the first 32, then the others. */
const LOWER: usize = 512
const UPPER: usize = 768
const SCRATCH: i32 = 1024

export function scoreTrees(task: ScoreTask, thread: i32): void {
  const next = changetype<usize>(task) + offsetof<ScoreTask>('next')
  const scratch = task.scratch + ((thread * SCRATCH) as usize)
  for (;;) {
    const part = atomic.add<i32>(next, 1)
    if (part >= task.parts) return
    const end = min((part + 1) * task.rowsOfPart, task.count)
    for (let row = part * task.rowsOfPart; row < end; row += ROWS) {
      signCodes(task, row)
      scoreRows(task, row, scratch)
    }
  }
}

/** There is an instruction for comparing signed bytes, and none for others. */
export function signCodes(task: ScoreTask, row: i32): void {
  let place = task.codes + (row as usize)
  const half = i8x16.splat(-128)
  for (let column = 0; column < task.columns; column++) {
    v128.store(place, v128.xor(v128.load(place), half))
    v128.store(place, v128.xor(v128.load(place, 16), half), 16)
    v128.store(place, v128.xor(v128.load(place, 32), half), 32)
    v128.store(place, v128.xor(v128.load(place, 48), half), 48)
    place += task.stride as usize
  }
}

/** Adds all trees, in their order, to 64 rows; places behind the last row are written, too. */
export function scoreRows(task: ScoreTask, row: i32, scratch: usize): void {
  const codes = task.codes + (row as usize)
  const sums = task.sums + ((row as usize) << 3)
  for (let tree = 0; tree < task.treeCount; tree++) {
    const own = task.trees + ((tree as usize) << 3)
    const first = load<i32>(own)
    const count = load<i32>(own, 8) - first
    const values = task.values + ((load<i32>(own, 4) as usize) << 3)
    for (let eight = 0; eight < count; eight++) {
      const place = task.eights + (((first + eight) as usize) << 2)
      const begin = task.questions + (load<i32>(place) as usize) * QUESTION
      const end = task.questions + (load<i32>(place, 4) as usize) * QUESTION
      answerEight(begin, end, codes, scratch + ((eight as usize) << 6))
    }
    for (let eight = count; (eight & 3) != 0; eight++) memory.fill(scratch + ((eight as usize) << 6), 0, 64)
    joinEights(scratch, scratch + LOWER)
    if (count > 4) {
      joinEights(scratch + 256, scratch + UPPER)
      addEither(scratch, values, sums)
    } else addLower(scratch, values, sums)
  }
}

/** Which of eight leaves are left to 64 rows, a byte a row. */
export function answerEight(begin: usize, end: usize, codes: usize, to: usize): void {
  let a = i8x16.splat(-1)
  let b = a
  let c = a
  let d = a
  for (let question = begin; question < end; question += QUESTION) {
    const place = codes + (load<u32>(question) as usize)
    const above = v128.load8_splat(question, 4)
    const lefts = v128.load8_splat(question, 5)
    a = v128.andnot(a, v128.and(lefts, i8x16.gt_s(v128.load(place), above)))
    b = v128.andnot(b, v128.and(lefts, i8x16.gt_s(v128.load(place, 16), above)))
    c = v128.andnot(c, v128.and(lefts, i8x16.gt_s(v128.load(place, 32), above)))
    d = v128.andnot(d, v128.and(lefts, i8x16.gt_s(v128.load(place, 48), above)))
  }
  v128.store(to, a)
  v128.store(to, b, 16)
  v128.store(to, c, 32)
  v128.store(to, d, 48)
}

/** Four bytes of every row, 64 apart, as one number a row. */
export function joinEights(from: usize, to: usize): void {
  for (let at: usize = 0; at < 64; at += 16) {
    const a = v128.load(from + at)
    const b = v128.load(from + at, 64)
    const c = v128.load(from + at, 128)
    const d = v128.load(from + at, 192)
    const abLow = i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
    const abHigh = i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
    const cdLow = i8x16.shuffle(c, d, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
    const cdHigh = i8x16.shuffle(c, d, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
    const place = to + (at << 2)
    v128.store(place, i16x8.shuffle(abLow, cdLow, 0, 8, 1, 9, 2, 10, 3, 11))
    v128.store(place, i16x8.shuffle(abLow, cdLow, 4, 12, 5, 13, 6, 14, 7, 15), 16)
    v128.store(place, i16x8.shuffle(abHigh, cdHigh, 0, 8, 1, 9, 2, 10, 3, 11), 32)
    v128.store(place, i16x8.shuffle(abHigh, cdHigh, 4, 12, 5, 13, 6, 14, 7, 15), 48)
  }
}

/** Adds what the first leaf of those left says, of trees with at most 32. */
export function addLower(scratch: usize, values: usize, sums: usize): void {
  let leaves = scratch + LOWER
  const end = leaves + 256
  for (; leaves < end; leaves += 16) {
    addAt(values, ctz(load<u32>(leaves)), sums)
    addAt(values, ctz(load<u32>(leaves, 4)), sums + 8)
    addAt(values, ctz(load<u32>(leaves, 8)), sums + 16)
    addAt(values, ctz(load<u32>(leaves, 12)), sums + 24)
    sums += 32
  }
}

/** The same, of trees with up to 64. */
export function addEither(scratch: usize, values: usize, sums: usize): void {
  let leaves = scratch + LOWER
  const end = leaves + 256
  for (; leaves < end; leaves += 4) {
    const lower = load<u32>(leaves)
    addAt(values, lower != 0 ? ctz(lower) : 32 + ctz(load<u32>(leaves, UPPER - LOWER)), sums)
    sums += 8
  }
}

@inline
function addAt(values: usize, leaf: u32, sum: usize): void {
  store<f64>(sum, load<f64>(sum) + load<f64>(values + ((leaf as usize) << 3)))
}
