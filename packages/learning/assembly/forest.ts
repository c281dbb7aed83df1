import { bestCut } from './forest-cut'
import { ForestNode, ForestTask, Growing, HEAD, NODE, SET, Waiting, WAITING } from './forest-task'
import { below, STEP } from './random'

export function growForest(task: ForestTask, thread: i32): void {
  const next = changetype<usize>(task) + offsetof<ForestTask>('next')
  const growing = layOut(task, task.scratch + (thread as usize) * (task.scratchSize as usize))
  for (;;) {
    const slot = atomic.add<i32>(next, 1)
    if (slot >= task.trees) return
    growing.slot = slot
    growing.state = load<u64>(task.seeds + ((slot as usize) << 3))
    growTree(task, growing)
  }
}

/** The size of what is laid out is that of `forest-memory.ts`. */
function layOut(task: ForestTask, place: usize): Growing {
  const growing = changetype<Growing>(place)
  const count = task.count as usize
  const width = max(2, task.classes) as usize
  let at = place + HEAD
  growing.pairs = at
  growing.sparePairs = at += count << 4
  growing.waiting = at += count << 4
  growing.sums = at += (count + 2) * WAITING
  growing.totals = at += width << 11
  growing.lefts = at += width << 3
  growing.rights = at += width << 3
  growing.shares = at += width << 3
  growing.bits = at += 2048
  growing.set = at += 32
  growing.rows = at += 32
  growing.spareRows = at += count << 2
  growing.words = at += count << 2
  growing.goesLeft = at += 1024
  growing.order = at += 256
  memory.fill(growing.sums, 0, width << 11)
  return growing
}

/** Left branches first, so that nodes stand in the order in which they are read. */
function growTree(task: ForestTask, growing: Growing): void {
  for (let column = 0; column < task.columns; column++)
    store<i32>(growing.order + ((column as usize) << 2), column)
  const rows = draw(task, growing)
  const written = task.written + (growing.slot as usize) * 12
  memory.fill(written, 0, 12)
  let depth = 0
  wait(growing, depth++, 0, rows, 0, -1)
  while (depth > 0) {
    depth--
    const now = changetype<Waiting>(growing.waiting + (depth as usize) * WAITING)
    const from = now.from
    const to = now.to
    const level = now.depth
    const node = load<i32>(written)
    if (now.parent >= 0) nodeAt(task, growing, now.parent).right = node
    const middle = growNode(task, growing, from, to, level)
    if (middle < 0) continue
    wait(growing, depth++, middle, to, level + 1, node)
    wait(growing, depth++, from, middle, level + 1, -1)
  }
  if (task.outside != 0) leavesOutside(task, growing)
}

@inline
function wait(growing: Growing, place: i32, from: i32, to: i32, depth: i32, parent: i32): void {
  const waiting = changetype<Waiting>(growing.waiting + (place as usize) * WAITING)
  waiting.from = from
  waiting.to = to
  waiting.depth = depth
  waiting.parent = parent
}

@inline
function nodeAt(task: ForestTask, growing: Growing, node: i32): ForestNode {
  const slot = (growing.slot as usize) * (task.nodesSize as usize)
  return changetype<ForestNode>(task.nodes + slot + (node as usize) * NODE)
}

@inline
function setAt(task: ForestTask, growing: Growing, set: i32): usize {
  return task.sets + (growing.slot as usize) * (task.setsSize as usize) + (set as usize) * SET
}

/** Draws rows with replacement; those that come are put down in their order, with how often they come in their weight. */
export function draw(task: ForestTask, growing: Growing): i32 {
  // How often each comes is counted where rows that go right will be.
  const times = growing.spareRows
  const count = task.count
  if (task.drawn > 0) {
    memory.fill(times, 0, (count as usize) << 2)
    let state = growing.state
    for (let each = 0; each < task.drawn; each++) {
      state += STEP
      const at = times + ((below(state, count) as usize) << 2)
      store<i32>(at, load<i32>(at) + 1)
    }
    growing.state = state
  }
  let rows = 0
  const outside = task.outside + (((growing.slot as usize) * (count as usize)) << 2)
  for (let each = 0; each < count; each++) {
    const shift = (each as usize) << 2
    const often = task.drawn > 0 ? load<i32>(times + shift) : 1
    if (task.outside != 0) store<i32>(outside + shift, often > 0 ? -1 : 0)
    if (often == 0) continue
    const row = load<i32>(task.present + shift)
    const weight = load<f64>(task.weights + ((row as usize) << 3)) * (often as f64)
    const target = load<f64>(task.targets + ((row as usize) << 3))
    store<i32>(growing.rows + ((rows as usize) << 2), row)
    const pair = growing.pairs + ((rows as usize) << 4)
    store<f64>(pair, task.classes == 1 ? target * weight : target)
    store<f64>(pair, weight, 8)
    rows++
  }
  return rows
}

/** Writes a node; returns where its right side begins, −1 if it is a leaf. */
export function growNode(task: ForestTask, growing: Growing, from: i32, to: i32, depth: i32): i32 {
  const written = task.written + (growing.slot as usize) * 12
  const place = load<i32>(written)
  store<i32>(written, place + 1)
  const node = nodeAt(task, growing, place)
  const weight = addUp(task, growing, from, to)
  node.weight = weight
  const isLarge = depth < task.depth && to - from > 1 && weight >= 2 * load<f64>(task.leaf)
  if (!isLarge || !bestCut(task, growing, from, to)) {
    writeLeaf(task, growing, node)
    return -1
  }
  node.column = growing.column
  node.code = growing.code
  node.missing = growing.missing
  if (load<i32>(task.kinds + ((growing.column as usize) << 2)) == 2) {
    const sets = load<i32>(written, 8)
    store<i32>(written, sets + 1, 8)
    memory.copy(setAt(task, growing, sets), growing.set, SET)
    node.code = sets
  }
  writeSides(task, growing)
  return part(task, growing, from, to)
}

/** The sums of a node's rows; returns their weight. */
export function addUp(task: ForestTask, growing: Growing, from: i32, to: i32): f64 {
  let pair = growing.pairs + ((from as usize) << 4)
  const end = growing.pairs + ((to as usize) << 4)
  if (task.classes == 1) {
    let all = f64x2.splat(0)
    for (; pair < end; pair += 16) all = f64x2.add(all, v128.load(pair))
    v128.store(growing.totals, all)
    return f64x2.extract_lane(all, 1)
  }
  memory.fill(growing.totals, 0, (task.classes as usize) << 3)
  let weight: f64 = 0
  for (; pair < end; pair += 16) {
    const total = growing.totals + ((load<f64>(pair) as usize) << 3)
    store<f64>(total, load<f64>(total) + load<f64>(pair, 8))
    weight += load<f64>(pair, 8)
  }
  return weight
}

function writeLeaf(task: ForestTask, growing: Growing, node: ForestNode): void {
  const written = task.written + (growing.slot as usize) * 12
  const leaf = load<i32>(written, 4)
  store<i32>(written, leaf + 1, 4)
  node.column = -1
  node.code = 0
  node.missing = 0
  node.right = leaf
  if (task.classes == 1) {
    node.value = load<f64>(growing.totals) / load<f64>(growing.totals, 8)
    return
  }
  const size = (task.classes as usize) << 3
  const values = task.values + (growing.slot as usize) * (task.valuesSize as usize)
  memory.copy(values + (leaf as usize) * size, growing.totals, size)
}

/** Of every code of the column that is asked whether it goes left. */
function writeSides(task: ForestTask, growing: Growing): void {
  const shift = (growing.column as usize) << 2
  if (load<i32>(task.kinds + shift) == 2) {
    for (let code = 0; code < 256; code++) {
      store<u8>(growing.goesLeft + (code as usize), isIn(growing.set, code) ? 1 : 0)
    }
    return
  }
  memory.fill(growing.goesLeft, 0, 256)
  memory.fill(growing.goesLeft, 1, (growing.code + 1) as usize)
  store<u8>(growing.goesLeft + (load<i32>(task.bins + shift) as usize), growing.missing as u8)
}

/** Puts the rows of a node that go left before those that go right, each in their order. */
export function part(task: ForestTask, growing: Growing, from: i32, to: i32): i32 {
  const codes = task.codes + (growing.column as usize)
  const stride = task.stride as usize
  const goesLeft = growing.goesLeft
  let row = growing.rows + ((from as usize) << 2)
  let pair = growing.pairs + ((from as usize) << 4)
  const end = growing.rows + ((to as usize) << 2)
  let leftRow = row
  let leftPair = pair
  let rightRow = growing.spareRows
  let rightPair = growing.sparePairs
  for (; row < end; row += 4) {
    const number = load<i32>(row)
    const both = v128.load(pair)
    const isLeft = load<u8>(goesLeft + (load<u8>(codes + (number as usize) * stride) as usize)) as usize
    store<i32>(leftRow, number)
    v128.store(leftPair, both)
    store<i32>(rightRow, number)
    v128.store(rightPair, both)
    leftRow += isLeft << 2
    leftPair += isLeft << 4
    rightRow += (1 - isLeft) << 2
    rightPair += (1 - isLeft) << 4
    pair += 16
  }
  memory.copy(leftRow, growing.spareRows, rightRow - growing.spareRows)
  memory.copy(leftPair, growing.sparePairs, rightPair - growing.sparePairs)
  return ((leftRow - growing.rows) >> 2) as i32
}

/** Finds the leaves of the rows that were not drawn. */
export function leavesOutside(task: ForestTask, growing: Growing): void {
  const outside = task.outside + (((growing.slot as usize) * (task.count as usize)) << 2)
  for (let each = 0; each < task.count; each++) {
    const place = outside + ((each as usize) << 2)
    if (load<i32>(place) >= 0) store<i32>(place, leafOf(task, growing, load<i32>(task.present + ((each as usize) << 2))))
  }
}

function leafOf(task: ForestTask, growing: Growing, row: i32): i32 {
  const codes = task.codes + (row as usize) * (task.stride as usize)
  let place = 0
  let node = nodeAt(task, growing, place)
  while (node.column >= 0) {
    const code = load<u8>(codes + (node.column as usize)) as i32
    const shift = (node.column as usize) << 2
    let isLeft = code <= node.code
    if (load<i32>(task.kinds + shift) == 2) isLeft = isIn(setAt(task, growing, node.code), code)
    else if (code == load<i32>(task.bins + shift)) isLeft = node.missing == 1
    place = isLeft ? place + 1 : node.right
    node = nodeAt(task, growing, place)
  }
  return node.right
}

@inline
function isIn(set: usize, code: i32): bool {
  return ((load<u8>(set + ((code as usize) >> 3)) >> ((code & 7) as u8)) & 1) == 1
}
