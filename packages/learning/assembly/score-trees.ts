/**
 * What adding up trees of at most 64 leaves works on: `kernel-add-trees.ts` writes it. Of every row and tree a bit is
 * kept for each leaf, and each question whose answer is right takes away those to its left: the first that is left is
 * the row's (QuickScorer, Lucchese and others 2015).
 */
@unmanaged
class ScoreTask {
  /** Doubles, `stride` bytes a column. */
  columns: usize
  /** Doubles, one a row: what the leaves say is added. */
  sums: usize
  count: i32
  /** Of every question the place of its column, its threshold, and the leaves to its left: 24 bytes. */
  questions: usize
  /** Of every tree where its questions begin, where those begin that send missing values right, and its first value. */
  trees: usize
  treeCount: i32
  /** Doubles, one a leaf. */
  values: usize
  parts: i32
  rowsOfPart: i32
  next: i32
}

/** Rows that go through all trees before the next: what is known of them stays in the nearest cache. */
const BLOCK: i32 = 64
const QUESTION: usize = 24

export function scoreTrees(task: ScoreTask, thread: i32): void {
  const next = changetype<usize>(task) + offsetof<ScoreTask>('next')
  for (;;) {
    const part = atomic.add<i32>(next, 1)
    if (part >= task.parts) return
    const end = min((part + 1) * task.rowsOfPart, task.count)
    for (let row = part * task.rowsOfPart; row < end; row += BLOCK) scoreBlock(task, row, min(row + BLOCK, end))
  }
}

/** Adds all trees, in their order, to some rows; places behind the last row up to a multiple of eight are written, too. */
export function scoreBlock(task: ScoreTask, start: i32, end: i32): void {
  for (let tree = 0; tree < task.treeCount; tree++) {
    const own = task.trees + (tree as usize) * 12
    const first = task.questions + (load<i32>(own) as usize) * QUESTION
    const middle = task.questions + (load<i32>(own, 4) as usize) * QUESTION
    const last = task.questions + (load<i32>(own, 12) as usize) * QUESTION
    const values = task.values + ((load<i32>(own, 8) as usize) << 3)
    for (let row = start; row < end; row += 8) {
      const shift = (row as usize) << 3
      scoreEight(first, middle, last, task.columns + shift, values, task.sums + shift)
    }
  }
}

/** Adds what one tree says to eight rows. */
export function scoreEight(first: usize, middle: usize, last: usize, rows: usize, values: usize, sums: usize): void {
  let a = i64x2.splat(-1)
  let b = a
  let c = a
  let d = a
  let question = first
  for (; question < middle; question += QUESTION) {
    const place = rows + (load<u32>(question) as usize)
    const threshold = v128.load64_splat(question, 8)
    const lefts = v128.load64_splat(question, 16)
    a = v128.andnot(a, v128.and(lefts, f64x2.gt(v128.load(place), threshold)))
    b = v128.andnot(b, v128.and(lefts, f64x2.gt(v128.load(place, 16), threshold)))
    c = v128.andnot(c, v128.and(lefts, f64x2.gt(v128.load(place, 32), threshold)))
    d = v128.andnot(d, v128.and(lefts, f64x2.gt(v128.load(place, 48), threshold)))
  }
  for (; question < last; question += QUESTION) {
    const place = rows + (load<u32>(question) as usize)
    const threshold = v128.load64_splat(question, 8)
    const lefts = v128.load64_splat(question, 16)
    a = v128.andnot(a, v128.andnot(lefts, f64x2.le(v128.load(place), threshold)))
    b = v128.andnot(b, v128.andnot(lefts, f64x2.le(v128.load(place, 16), threshold)))
    c = v128.andnot(c, v128.andnot(lefts, f64x2.le(v128.load(place, 32), threshold)))
    d = v128.andnot(d, v128.andnot(lefts, f64x2.le(v128.load(place, 48), threshold)))
  }
  addTwo(a, values, sums)
  addTwo(b, values, sums + 16)
  addTwo(c, values, sums + 32)
  addTwo(d, values, sums + 48)
}

@inline
function addTwo(leaves: v128, values: usize, sums: usize): void {
  const one = load<f64>(values + ((ctz(i64x2.extract_lane(leaves, 0)) as usize) << 3))
  const other = load<f64>(values + ((ctz(i64x2.extract_lane(leaves, 1)) as usize) << 3))
  store<f64>(sums, load<f64>(sums) + one)
  store<f64>(sums, load<f64>(sums, 8) + other, 8)
}
