/**
 * What the search for the cluster with which a merge costs least works on: `living-centres.ts` writes it. Of each column
 * the centres of all living clusters lie side by side; places behind them have a centre so far away that its square is
 * infinite.
 */
@unmanaged
class WardTask {
  /** columns × capacity, of 8 bytes; capacity is a multiple of 8. */
  centres: usize
  /** capacity, of 8 bytes */
  sizes: usize
  /** capacity, of 8 bytes: what merges cost. */
  costs: usize
  /** columns, of 8 bytes */
  scratch: usize
  capacity: i32
  columns: i32
  count: i32
  from: i32
  /** The cluster that is taken where others cost as little; −1 for none. */
  preferred: i32
}

/** @returns The place of the cheapest cluster; what it costs stands in `costs`. */
export function cheapestMerge(task: WardTask): i32 {
  const own = (task.from as usize) << 3
  const stride = (task.capacity as usize) << 3
  for (let column = 0; column < task.columns; column++)
    store<f64>(
      task.scratch + ((column as usize) << 3),
      load<f64>(task.centres + (column as usize) * stride + own),
    )
  const size = f64x2.splat(load<f64>(task.sizes + own))
  const end = (task.count as usize) << 3
  let least = f64x2.splat(Infinity)
  for (let at: usize = 0; at < end; at += 64) {
    writeSquares(task, at, stride)
    if (own >= at && own < at + 64) store<f64>(task.costs + own, Infinity)
    for (let pair = at; pair < at + 64; pair += 16) {
      const other = v128.load(task.sizes + pair)
      const factor = f64x2.div(f64x2.mul(size, other), f64x2.add(size, other))
      const cost = f64x2.mul(v128.load(task.costs + pair), factor)
      v128.store(task.costs + pair, cost)
      least = f64x2.pmin(least, cost)
    }
  }
  const lowest = min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1))
  if (task.preferred >= 0 && load<f64>(task.costs + ((task.preferred as usize) << 3)) <= lowest) return task.preferred
  for (let place = 0; place < task.count; place++)
    if (load<f64>(task.costs + ((place as usize) << 3)) == lowest && place != task.from) return place
  return -1
}

/** Squared distances to eight centres. */
@inline
function writeSquares(task: WardTask, at: usize, stride: usize): void {
  let a = f64x2.splat(0)
  let b = a
  let c = a
  let d = a
  let line = task.centres + at
  let value = task.scratch
  for (let column = 0; column < task.columns; column++) {
    const x = v128.load64_splat(value)
    const awayA = f64x2.sub(v128.load(line), x)
    const awayB = f64x2.sub(v128.load(line, 16), x)
    const awayC = f64x2.sub(v128.load(line, 32), x)
    const awayD = f64x2.sub(v128.load(line, 48), x)
    a = f64x2.add(a, f64x2.mul(awayA, awayA))
    b = f64x2.add(b, f64x2.mul(awayB, awayB))
    c = f64x2.add(c, f64x2.mul(awayC, awayC))
    d = f64x2.add(d, f64x2.mul(awayD, awayD))
    line += stride
    value += 8
  }
  v128.store(task.costs + at, a)
  v128.store(task.costs + at, b, 16)
  v128.store(task.costs + at, c, 32)
  v128.store(task.costs + at, d, 48)
}
