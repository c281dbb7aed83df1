/** What the best threshold of one column was found to be: `boosting-memory.ts` reads it. */
@unmanaged
class Found {
  /** What the split gains, as half of what the loss falls by; 0: none is worth anything. */
  gain: f64
  /** Sums of the left side. */
  first: f64
  second: f64
  /** The last bin that goes left, and whether missing values do. */
  bin: i32
  missing: i32
}

/**
 * Finds after which bin to part a column of numbers. What a side is worth is G² / (H + L2), G and H being sums of the
 * first and second derivatives (Chen and Guestrin 2016, equation 7); with bounds, what it is at the nearest value to
 * −G / (H + L2) within them.
 *
 * @param bins   - Of known values; the sums of missing ones follow.
 * @param limits - L2 and the least second derivative of a side.
 * @param node   - Sums of the node, then its bounds.
 */
export function findThreshold(
  sums: usize,
  bins: i32,
  limits: usize,
  node: usize,
  bounded: i32,
  direction: i32,
  place: usize,
): void {
  const found = changetype<Found>(place)
  found.gain = 0
  const missing = sums + ((bins as usize) << 4)
  const hasMissing = load<f64>(missing, 8) > 0 || load<f64>(missing) != 0
  if (bounded) {
    searchBounded(sums, bins, limits, node, direction, found, hasMissing ? 1 : 0, 0)
    if (hasMissing) searchBounded(sums, bins - 1, limits, node, direction, found, 1, missing)
  } else {
    // All known values left and the missing ones right is a question, too.
    search(sums, hasMissing ? bins : bins - 1, limits, node, found, 0)
    if (hasMissing) search(sums, bins - 1, limits, node, found, missing)
  }
}

/** @param missing - The place of sums that go left from the start; 0: missing values go right. */
export function search(sums: usize, bins: i32, limits: usize, node: usize, found: Found, missing: usize): void {
  const ridge = f64x2.splat(load<f64>(limits))
  const least = f64x2.splat(load<f64>(limits, 8))
  const total = v128.load(node)
  const worth = load<f64>(node) * load<f64>(node) / (load<f64>(node, 8) + load<f64>(limits))
  // What is less than this is rounding.
  let best = max(worth * (1 + 1e-9), worth + f64.MIN_NORMAL_VALUE)
  let left = missing == 0 ? f64x2.splat(0) : v128.load(missing)
  if (found.gain > 0) best = worth + found.gain
  for (let bin = 0; bin < bins; bin++) {
    left = f64x2.add(left, v128.load(sums + ((bin as usize) << 4)))
    const right = f64x2.sub(total, left)
    const second = i64x2.shuffle(left, right, 1, 3)
    if (i64x2.all_true(f64x2.ge(second, least))) {
      const first = i64x2.shuffle(left, right, 0, 2)
      const each = f64x2.div(f64x2.mul(first, first), f64x2.add(second, ridge))
      const both = f64x2.extract_lane(each, 0) + f64x2.extract_lane(each, 1)
      if (both > best) {
        best = both
        found.gain = both - worth
        found.first = f64x2.extract_lane(left, 0)
        found.second = f64x2.extract_lane(left, 1)
        found.bin = bin
        found.missing = missing == 0 ? 0 : 1
      }
    }
  }
}

/** What a side is worth at the value it may have. */
@inline
function worthAt(value: f64, first: f64, second: f64): f64 {
  return -(2 * first + second * value) * value
}

@inline
function valueOf(first: f64, second: f64, lower: f64, upper: f64): f64 {
  return max(lower, min(upper, -first / second))
}

export function searchBounded(
  sums: usize,
  bins: i32,
  limits: usize,
  node: usize,
  direction: i32,
  found: Found,
  hasMissing: i32,
  missing: usize,
): void {
  const ridge = load<f64>(limits)
  const least = load<f64>(limits, 8)
  const first = load<f64>(node)
  const second = load<f64>(node, 8)
  const lower = load<f64>(node, 16)
  const upper = load<f64>(node, 24)
  const worth = worthAt(valueOf(first, second + ridge, lower, upper), first, second + ridge)
  let best = max(worth + abs(worth) * 1e-9, worth + f64.MIN_NORMAL_VALUE)
  if (found.gain > 0) best = worth + found.gain
  let leftFirst: f64 = missing == 0 ? 0 : load<f64>(missing)
  let leftSecond: f64 = missing == 0 ? 0 : load<f64>(missing, 8)
  const last = missing == 0 && !hasMissing ? bins - 1 : bins
  for (let bin = 0; bin < last; bin++) {
    const at = sums + ((bin as usize) << 4)
    leftFirst += load<f64>(at)
    leftSecond += load<f64>(at, 8)
    const rightSecond = second - leftSecond
    if (!(leftSecond >= least && rightSecond >= least)) continue
    const rightFirst = first - leftFirst
    const left = valueOf(leftFirst, leftSecond + ridge, lower, upper)
    const right = valueOf(rightFirst, rightSecond + ridge, lower, upper)
    if ((right - left) * (direction as f64) < 0) continue
    const both = worthAt(left, leftFirst, leftSecond + ridge) + worthAt(right, rightFirst, rightSecond + ridge)
    if (!(both > best)) continue
    best = both
    found.gain = both - worth
    found.first = leftFirst
    found.second = leftSecond
    found.bin = bin
    found.missing = missing == 0 ? 0 : 1
  }
}
