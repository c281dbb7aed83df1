import { move } from './cluster-sums'
import { scoreTile, squared, twoLeast } from './tile'

/**
 * What one assignment of all rows to their nearest centres works on: `group-bounds.ts` writes it. Centres are in groups
 * of eight; of every row and group a bound is kept below which none of the group's centres can be, but the row's own
 * (Yinyang k-means, Ding and others 2015). Bounds are not rewritten when centres move: what they have moved in all is
 * kept for each centre and group, and was added when the bound was written.
 */
@unmanaged
class AssignTask {
  rows: usize
  /** The squared length of every row. */
  lengths: usize
  count: i32
  columns: i32
  groups: i32
  /** Bounds of a row: `groups`, filled up to a multiple of 4. */
  stride: i32
  labels: usize
  uppers: usize
  lowers: usize
  /** groups × columns × 8 */
  tiles: usize
  /** groups × 8 */
  halves: usize
  /** clusters × columns */
  centres: usize
  halfGaps: usize
  movesOfCentres: usize
  movesOfGroups: usize
  /** Of a row's and the greatest centre's squared length, what rounding can make of a squared distance. */
  rounding: f32
  greatest: f32
  /** What rounding can make of a bound. */
  guard: f32
  clusters: i32
  /** parts × clusters × columns, of 8 bytes: what is added to the sums of rows. */
  sums: usize
  /** parts × clusters, of 8 bytes */
  sizes: usize
  /** One a part. */
  changes: usize
  /** Of 4 bytes a row; 0 where every weight is 1. */
  weights: usize
  parts: i32
  rowsOfPart: i32
  next: i32
  /** One a thread. */
  scratch: usize
  scratchSize: i32
}

const BLOCK: i32 = 128

/** Takes part after part until none is left. */
export function assign(task: AssignTask, thread: i32): void {
  const next = changetype<usize>(task) + offsetof<AssignTask>('next')
  const scratch = task.scratch + (thread * task.scratchSize) as usize
  for (;;) {
    const part = atomic.add<i32>(next, 1)
    if (part >= task.parts) return
    assignPart(task, part, scratch)
  }
}

function assignPart(task: AssignTask, part: i32, scratch: usize): void {
  const start = part * task.rowsOfPart
  const end = min(start + task.rowsOfPart, task.count)
  let changes = 0
  for (let block = start; block < end; block += BLOCK) {
    const open = gather(task, block, min(block + BLOCK, end), scratch)
    if (open == 0) continue
    search(task, scratch)
    changes += settle(task, open, part, scratch)
  }
  store<i32>(task.changes + ((part as usize) << 2), changes)
}

// Scratch of a thread: of every open row its number, squared distance to its own centre, and a bit for every group it
// is searched in; then of every group how many rows are searched in it, which, and what was found: least, second, place.
const ROWS: usize = 128
const OWN: usize = ROWS + BLOCK * 4
const OPEN: usize = OWN + BLOCK * 4
const GROUPS: usize = OPEN + BLOCK * 8
const LIST: usize = 16
const LEAST: usize = LIST + BLOCK * 4
const SECOND: usize = LEAST + BLOCK * 4
const PLACE: usize = SECOND + BLOCK * 4
const GROUP_SIZE: usize = PLACE + BLOCK * 4

@inline
function groupAt(scratch: usize, group: i32): usize {
  return scratch + GROUPS + (group as usize) * GROUP_SIZE
}

export function scratchSize(groups: i32): i32 {
  return (GROUPS + (groups as usize) * GROUP_SIZE) as i32
}

/** Finds the rows of a block whose centre may have changed, and the groups in which it may be. */
export function gather(task: AssignTask, start: i32, end: i32, scratch: usize): i32 {
  const columns = task.columns
  const rowSize = (columns as usize) << 2
  const all: u64 = task.groups == 64 ? u64.MAX_VALUE : ((1 as u64) << (task.groups as u64)) - 1
  for (let group = 0; group < task.groups; group++) store<i32>(groupAt(scratch, group), 0)
  let open = 0
  for (let row = start; row < end; row++) {
    const at = (row as usize) << 2
    const label = load<i32>(task.labels + at)
    let own: f32 = f32.MAX_VALUE
    let groups = all
    if (label >= 0) {
      const ofLabel = (label as usize) << 2
      const moved = load<f32>(task.movesOfCentres + ofLabel)
      const upper = load<f32>(task.uppers + at) + moved + task.guard
      const gap = load<f32>(task.halfGaps + ofLabel)
      if (upper < gap) continue
      const lowers = task.lowers + at * (task.stride as usize)
      if (groupsWithin(task, lowers, upper) == 0) continue
      own = squared(task.rows + (row as usize) * rowSize, task.centres + (label as usize) * rowSize, columns)
      const exact = sqrt<f32>(own)
      store<f32>(task.uppers + at, exact - moved)
      if (exact + task.guard < gap) continue
      groups = groupsWithin(task, lowers, exact + task.guard)
      if (groups == 0) continue
    }
    for (let left = groups; left != 0; left &= left - 1) {
      const found = groupAt(scratch, ctz(left) as i32)
      const count = load<i32>(found)
      store<i32>(found + LIST + ((count as usize) << 2), open)
      store<i32>(found, count + 1)
    }
    const slot = scratch + ((open as usize) << 2)
    store<i32>(slot + ROWS, row)
    store<f32>(slot + OWN, own)
    store<u64>(scratch + OPEN + ((open as usize) << 3), groups)
    open++
  }
  return open
}

/** A bit for every group that may have a centre within a distance: its bound, less what it has moved, is not above. */
@inline
function groupsWithin(task: AssignTask, lowers: usize, distance: f32): u64 {
  const limit = f32x4.splat(distance)
  let bits: u64 = 0
  for (let group = 0; group < task.stride; group += 4) {
    const shift = (group as usize) << 2
    const bound = f32x4.sub(v128.load(lowers + shift), v128.load(task.movesOfGroups + shift))
    bits |= (i32x4.bitmask(f32x4.le(bound, limit)) as u64) << (group as u64)
  }
  return task.groups == 64 ? bits : bits & (((1 as u64) << (task.groups as u64)) - 1)
}

/** Of every group the two nearest centres of the rows listed for it, four rows at a time. */
export function search(task: AssignTask, scratch: usize): void {
  const columns = task.columns
  const tileSize = (columns as usize) << 5
  for (let group = 0; group < task.groups; group++) {
    const found = groupAt(scratch, group)
    const count = load<i32>(found)
    const tile = task.tiles + (group as usize) * tileSize
    const halves = task.halves + ((group as usize) << 5)
    for (let from = 0; from < count; from += 4) {
      const last = min(count - from, 4)
      scoreTile(
        rowAt(task, found, from, scratch),
        rowAt(task, found, from + min(1, last - 1), scratch),
        rowAt(task, found, from + min(2, last - 1), scratch),
        rowAt(task, found, from + min(3, last - 1), scratch),
        columns,
        tile,
        halves,
        scratch,
      )
      for (let each = 0; each < last; each++) {
        const slot = found + ((load<i32>(found + LIST + (((from + each) as usize) << 2)) as usize) << 2)
        twoLeast(scratch + ((each as usize) << 5), slot + LEAST, slot + SECOND, slot + PLACE)
      }
    }
  }
}

@inline
function rowAt(task: AssignTask, found: usize, at: i32, scratch: usize): usize {
  const slot = load<i32>(found + LIST + ((at as usize) << 2)) as usize
  return task.rows + (load<i32>(scratch + ROWS + (slot << 2)) as usize) * ((task.columns as usize) << 2)
}

/** Gives every open row its centre, and writes its bounds. A row moves only where that is surely nearer. */
export function settle(task: AssignTask, open: i32, part: i32, scratch: usize): i32 {
  let changes = 0
  for (let each = 0; each < open; each++) {
    const slot = (each as usize) << 2
    const row = load<i32>(scratch + ROWS + slot)
    const at = (row as usize) << 2
    const groups = load<u64>(scratch + OPEN + ((each as usize) << 3))
    const own = load<f32>(scratch + OWN + slot)
    const length = load<f32>(task.lengths + at)
    const rounding = task.rounding * (length + task.greatest)
    const label = load<i32>(task.labels + at)
    const surely: f32 = label >= 0 ? rounding : 0
    let best = own
    let nearest = label
    for (let left = groups; left != 0; left &= left - 1) {
      const group = ctz(left) as i32
      const found = groupAt(scratch, group) + slot
      const centre = group * 8 + load<i32>(found + PLACE)
      const away = max<f32>(0, length + 2 * load<f32>(found + LEAST))
      if (centre == label || away + surely >= best) continue
      best = away
      nearest = centre
    }
    const lowers = task.lowers + at * (task.stride as usize)
    for (let left = groups; left != 0; left &= left - 1) {
      const group = ctz(left) as i32
      const found = groupAt(scratch, group) + slot
      const isOwn = group * 8 + load<i32>(found + PLACE) == nearest
      const other = load<f32>(found + (isOwn ? SECOND : LEAST))
      const bound = sqrt<f32>(max<f32>(0, length + 2 * other - rounding))
      const shift = (group as usize) << 2
      store<f32>(lowers + shift, bound + load<f32>(task.movesOfGroups + shift))
    }
    if (nearest == label) continue
    if (label >= 0 && !((groups >> ((label >> 3) as u64)) & 1)) {
      const shift = ((label >> 3) as usize) << 2
      store<f32>(
        lowers + shift,
        min(load<f32>(lowers + shift), sqrt<f32>(own) + load<f32>(task.movesOfGroups + shift)),
      )
    }
    store<i32>(task.labels + at, nearest)
    store<f32>(
      task.uppers + at,
      sqrt<f32>(best + rounding) - load<f32>(task.movesOfCentres + ((nearest as usize) << 2)),
    )
    moveRow(task, row, label, nearest, part)
    changes++
  }
  return changes
}

function moveRow(task: AssignTask, row: i32, from: i32, to: i32, part: i32): void {
  const weight: f64 = task.weights == 0 ? 1 : (load<f32>(task.weights + ((row as usize) << 2)) as f64)
  const place = task.rows + (((row as usize) * (task.columns as usize)) << 2)
  const sums = task.sums + (((part * task.clusters) as usize) * (task.columns as usize) << 3)
  const sizes = task.sizes + (((part * task.clusters) as usize) << 3)
  move(place, task.columns, weight, from, to, sums, sizes)
}
