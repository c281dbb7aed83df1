import { ForestTask, Growing, SET } from './forest-task'
import { below, STEP } from './random'

/** What is gained less than this share of what a node is worth is rounding. */
const LEAST_GAIN: f64 = 1e-11

/**
 * Finds the best cut of some columns that are drawn: as many as were asked for in which the node's rows differ. What a
 * side is worth is G² / H, or Σ w² / W over classes: more is purer.
 *
 * @returns Whether there is one; it stands in `growing`.
 */
export function bestCut(task: ForestTask, growing: Growing, from: i32, to: i32): bool {
  const now = worthOf(growing.totals, task.classes)
  growing.worth = now + abs(now) * LEAST_GAIN
  growing.column = -1
  let left = task.columns
  for (let tries = task.tries; tries > 0 && left > 0; left--) {
    growing.state += STEP
    const drawn = growing.order + ((below(growing.state, left) as usize) << 2)
    const last = growing.order + (((left - 1) as usize) << 2)
    const column = load<i32>(drawn)
    store<i32>(drawn, load<i32>(last))
    store<i32>(last, column)
    const shift = (column as usize) << 2
    const bins = load<i32>(task.bins + shift)
    collect(task, growing, column, from, to)
    if (codesIn(growing) > 1) {
      tries--
      if (load<i32>(task.kinds + shift) == 2) cutWords(task, growing, column, bins)
      else if (task.classes == 1) cutSums(task, growing, column, bins)
      else cutClasses(task, growing, column, bins)
    }
    clear(task, growing)
  }
  if (growing.column < 0) return false
  if (growing.last > growing.code) centre(task, growing)
  return true
}

/** Of the ends of bins at which the cut is the same, takes the one nearest to the middle between the rows on both sides. */
export function centre(task: ForestTask, growing: Growing): void {
  const column = (growing.column as usize) << 11
  const middles = task.middles + column
  const below = load<f64>(middles + ((growing.code as usize) << 3))
  const middle = below + (load<f64>(middles + ((growing.last as usize) << 3), 8) - below) / 2
  let end = task.ends + column + ((growing.code as usize) << 3)
  for (; growing.code < growing.last; growing.code++) {
    if (abs(load<f64>(end, 8) - middle) >= abs(load<f64>(end) - middle)) return
    end += 8
  }
}

@inline
function worthOf(sums: usize, classes: i32): f64 {
  if (classes == 1) return (load<f64>(sums) * load<f64>(sums)) / load<f64>(sums, 8)
  let squares: f64 = 0
  let weight: f64 = 0
  for (let label = 0; label < classes; label++) {
    const each = load<f64>(sums + ((label as usize) << 3))
    squares += each * each
    weight += each
  }
  return squares / weight
}

@inline
function weightOf(sums: usize, classes: i32): f64 {
  if (classes == 1) return load<f64>(sums, 8)
  let weight: f64 = 0
  for (let label = 0; label < classes; label++) weight += load<f64>(sums + ((label as usize) << 3))
  return weight
}

/** Sums up a node's rows by the codes of a column, and notes which occur. */
export function collect(task: ForestTask, growing: Growing, column: i32, from: i32, to: i32): void {
  const codes = task.codes + (column as usize)
  const stride = task.stride as usize
  const sums = growing.sums
  const bits = growing.bits
  v128.store(bits, i64x2.splat(0))
  v128.store(bits, i64x2.splat(0), 16)
  let pair = growing.pairs + ((from as usize) << 4)
  const end = growing.rows + ((to as usize) << 2)
  const size = (task.classes as usize) << 3
  for (let row = growing.rows + ((from as usize) << 2); row < end; row += 4) {
    const code = load<u8>(codes + (load<i32>(row) as usize) * stride) as usize
    const word = bits + ((code >> 6) << 3)
    store<u64>(word, load<u64>(word) | ((1 as u64) << ((code & 63) as u64)))
    if (task.classes == 1) {
      const place = sums + (code << 4)
      v128.store(place, f64x2.add(v128.load(place), v128.load(pair)))
    } else {
      const place = sums + code * size + ((load<f64>(pair) as usize) << 3)
      store<f64>(place, load<f64>(place) + load<f64>(pair, 8))
    }
    pair += 16
  }
}

@inline
function codesIn(growing: Growing): i32 {
  const bits = growing.bits
  return (popcnt(load<u64>(bits)) +
    popcnt(load<u64>(bits, 8)) +
    popcnt(load<u64>(bits, 16)) +
    popcnt(load<u64>(bits, 24))) as i32
}

@inline
function occurs(growing: Growing, code: i32): bool {
  return ((load<u64>(growing.bits + (((code as usize) >> 6) << 3)) >> ((code & 63) as u64)) & 1) == 1
}

/** Sets the sums of codes that occur to 0 again. */
export function clear(task: ForestTask, growing: Growing): void {
  const size = (task.classes == 1 ? 16 : task.classes << 3) as usize
  for (let word = 0; word < 4; word++)
    for (let rest = load<u64>(growing.bits + ((word as usize) << 3)); rest != 0; rest &= rest - 1) {
      const code = (word << 6) + (ctz(rest) as i32)
      if (size == 16) v128.store(growing.sums + ((code as usize) << 4), f64x2.splat(0))
      else memory.fill(growing.sums + (code as usize) * size, 0, size)
    }
}

@inline
function keep(growing: Growing, worth: f64, column: i32, code: i32, last: i32, missing: i32): void {
  growing.worth = worth
  growing.column = column
  growing.code = code
  growing.last = last
  growing.missing = missing
}

/** The best threshold of a column of numbers, where targets are numbers. */
export function cutSums(task: ForestTask, growing: Growing, column: i32, bins: i32): void {
  const total = v128.load(growing.totals)
  const least = f64x2.splat(load<f64>(task.leaf))
  const hasMissing = occurs(growing, bins)
  const missing = hasMissing ? v128.load(growing.sums + ((bins as usize) << 4)) : f64x2.splat(0)
  let left = f64x2.splat(0)
  let before = -1
  for (let word = 0; word < 4; word++)
    for (let rest = load<u64>(growing.bits + ((word as usize) << 3)); rest != 0; rest &= rest - 1) {
      const code = (word << 6) + (ctz(rest) as i32)
      if (before >= 0) {
        const isLast = code == bins
        // All that is known goes left: the question is what is missing.
        if (isLast) before = bins - 1
        trySums(growing, left, total, least, column, before, code - 1, 0)
        if (isLast) return
        if (hasMissing) trySums(growing, f64x2.add(left, missing), total, least, column, before, code - 1, 1)
      }
      left = f64x2.add(left, v128.load(growing.sums + ((code as usize) << 4)))
      before = code
    }
}

@inline
function trySums(growing: Growing, left: v128, total: v128, least: v128, column: i32, code: i32, last: i32, missing: i32): void {
  const right = f64x2.sub(total, left)
  const second = i64x2.shuffle(left, right, 1, 3)
  const first = i64x2.shuffle(left, right, 0, 2)
  const each = f64x2.div(f64x2.mul(first, first), second)
  const worth = f64x2.extract_lane(each, 0) + f64x2.extract_lane(each, 1)
  if (worth > growing.worth && i64x2.all_true(f64x2.ge(second, least))) keep(growing, worth, column, code, last, missing)
}

/** The same, where targets are classes. */
export function cutClasses(task: ForestTask, growing: Growing, column: i32, bins: i32): void {
  const size = (task.classes as usize) << 3
  const hasMissing = occurs(growing, bins)
  memory.fill(growing.lefts, 0, size)
  let before = -1
  for (let word = 0; word < 4; word++)
    for (let rest = load<u64>(growing.bits + ((word as usize) << 3)); rest != 0; rest &= rest - 1) {
      const code = (word << 6) + (ctz(rest) as i32)
      if (before >= 0) {
        const isLast = code == bins
        if (isLast) before = bins - 1
        const worth = worthOfSides(task, growing)
        if (worth > growing.worth) keep(growing, worth, column, before, code - 1, 0)
        if (isLast) return
        if (hasMissing) {
          addTo(growing.lefts, growing.sums + (bins as usize) * size, task.classes, 1)
          const other = worthOfSides(task, growing)
          if (other > growing.worth) keep(growing, other, column, before, code - 1, 1)
          addTo(growing.lefts, growing.sums + (bins as usize) * size, task.classes, -1)
        }
      }
      addTo(growing.lefts, growing.sums + (code as usize) * size, task.classes, 1)
      before = code
    }
}

function addTo(sums: usize, more: usize, count: i32, times: f64): void {
  for (let each = 0; each < count; each++) {
    const shift = (each as usize) << 3
    store<f64>(sums + shift, load<f64>(sums + shift) + times * load<f64>(more + shift))
  }
}

/** What both sides of a cut are worth, given the sums of the left one; −1 where one is too light. */
function worthOfSides(task: ForestTask, growing: Growing): f64 {
  const width = max(2, task.classes)
  memory.copy(growing.rights, growing.totals, (width as usize) << 3)
  addTo(growing.rights, growing.lefts, width, -1)
  const least = load<f64>(task.leaf)
  if (weightOf(growing.lefts, task.classes) < least || weightOf(growing.rights, task.classes) < least) return -1
  return worthOf(growing.lefts, task.classes) + worthOf(growing.rights, task.classes)
}

/**
 * The best set of words: in the order of their means, or of how frequent each class is with them, they are cut at every
 * place. The lighter side goes left; words without a code of their own always go right.
 */
export function cutWords(task: ForestTask, growing: Growing, column: i32, bins: i32): void {
  const orders = task.classes == 1 ? 1 : task.classes
  for (let order = 0; order < orders; order++) {
    const words = putInOrder(task, growing, bins, order)
    const hasOthers = occurs(growing, bins)
    const most = hasOthers ? words : words - 1
    const width = max(2, task.classes)
    const size = (width as usize) << 3
    memory.fill(growing.lefts, 0, size)
    for (let count = 0; count < most; count++) {
      const code = load<i32>(growing.words + ((count as usize) << 2))
      addTo(growing.lefts, growing.sums + (code as usize) * size, width, 1)
      const worth = worthOfSides(task, growing)
      if (!(worth > growing.worth)) continue
      keep(growing, worth, column, 0, 0, 0)
      const isHeavy = !hasOthers && weightOf(growing.lefts, task.classes) > weightOf(growing.rights, task.classes)
      keepWords(growing, isHeavy ? count + 1 : 0, isHeavy ? words : count + 1)
    }
  }
}

function putInOrder(task: ForestTask, growing: Growing, bins: i32, label: i32): i32 {
  const size = (max(2, task.classes) as usize) << 3
  let count = 0
  for (let code = 0; code < bins; code++) {
    if (!occurs(growing, code)) continue
    const sums = growing.sums + (code as usize) * size
    const share = load<f64>(sums + ((task.classes == 1 ? 0 : label) as usize << 3)) / weightOf(sums, task.classes)
    let place = count++
    for (; place > 0; place--) {
      const before = growing.shares + (((place - 1) as usize) << 3)
      if (load<f64>(before) <= share) break
      store<f64>(before, load<f64>(before), 8)
      const word = growing.words + (((place - 1) as usize) << 2)
      store<i32>(word, load<i32>(word), 4)
    }
    store<f64>(growing.shares + ((place as usize) << 3), share)
    store<i32>(growing.words + ((place as usize) << 2), code)
  }
  return count
}

function keepWords(growing: Growing, from: i32, to: i32): void {
  memory.fill(growing.set, 0, SET)
  for (let each = from; each < to; each++) {
    const code = load<i32>(growing.words + ((each as usize) << 2))
    const place = growing.set + ((code as usize) >> 3)
    store<u8>(place, load<u8>(place) | ((1 as u8) << ((code & 7) as u8)))
  }
}
