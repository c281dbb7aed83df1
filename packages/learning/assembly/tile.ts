/**
 * Half the squared length of eight points, less their products with each of four rows: what is left of squared
 * distances when the squared length of the row is taken away and the rest halved. Lanes run over the eight points, so
 * that what is loaded of them serves four rows.
 *
 * @param points - columns × 8
 * @param halves - Of each point half its squared length.
 * @param out    - 4 × 8
 */
export function scoreTile(
  row0: usize,
  row1: usize,
  row2: usize,
  row3: usize,
  columns: i32,
  points: usize,
  halves: usize,
  out: usize,
): void {
  let a0 = v128.load(halves)
  let b0 = v128.load(halves, 16)
  let a1 = a0
  let b1 = b0
  let a2 = a0
  let b2 = b0
  let a3 = a0
  let b3 = b0
  for (let column = 0; column < columns; column++) {
    const a = v128.load(points)
    const b = v128.load(points, 16)
    const x0 = v128.load32_splat(row0)
    a0 = f32x4.relaxed_nmadd(x0, a, a0)
    b0 = f32x4.relaxed_nmadd(x0, b, b0)
    const x1 = v128.load32_splat(row1)
    a1 = f32x4.relaxed_nmadd(x1, a, a1)
    b1 = f32x4.relaxed_nmadd(x1, b, b1)
    const x2 = v128.load32_splat(row2)
    a2 = f32x4.relaxed_nmadd(x2, a, a2)
    b2 = f32x4.relaxed_nmadd(x2, b, b2)
    const x3 = v128.load32_splat(row3)
    a3 = f32x4.relaxed_nmadd(x3, a, a3)
    b3 = f32x4.relaxed_nmadd(x3, b, b3)
    points += 32
    row0 += 4
    row1 += 4
    row2 += 4
    row3 += 4
  }
  v128.store(out, a0, 0)
  v128.store(out, b0, 16)
  v128.store(out, a1, 32)
  v128.store(out, b1, 48)
  v128.store(out, a2, 64)
  v128.store(out, b2, 80)
  v128.store(out, a3, 96)
  v128.store(out, b3, 112)
}

/** The squared distances of four rows from eight points; lanes as in `scoreTile`, `out` is 4 × 8. */
export function squareTile(
  row0: usize,
  row1: usize,
  row2: usize,
  row3: usize,
  columns: i32,
  points: usize,
  out: usize,
): void {
  let a0 = f32x4.splat(0)
  let b0 = a0
  let a1 = a0
  let b1 = a0
  let a2 = a0
  let b2 = a0
  let a3 = a0
  let b3 = a0
  for (let column = 0; column < columns; column++) {
    const a = v128.load(points)
    const b = v128.load(points, 16)
    const x0 = v128.load32_splat(row0)
    const low0 = f32x4.sub(x0, a)
    const high0 = f32x4.sub(x0, b)
    a0 = f32x4.relaxed_madd(low0, low0, a0)
    b0 = f32x4.relaxed_madd(high0, high0, b0)
    const x1 = v128.load32_splat(row1)
    const low1 = f32x4.sub(x1, a)
    const high1 = f32x4.sub(x1, b)
    a1 = f32x4.relaxed_madd(low1, low1, a1)
    b1 = f32x4.relaxed_madd(high1, high1, b1)
    const x2 = v128.load32_splat(row2)
    const low2 = f32x4.sub(x2, a)
    const high2 = f32x4.sub(x2, b)
    a2 = f32x4.relaxed_madd(low2, low2, a2)
    b2 = f32x4.relaxed_madd(high2, high2, b2)
    const x3 = v128.load32_splat(row3)
    const low3 = f32x4.sub(x3, a)
    const high3 = f32x4.sub(x3, b)
    a3 = f32x4.relaxed_madd(low3, low3, a3)
    b3 = f32x4.relaxed_madd(high3, high3, b3)
    points += 32
    row0 += 4
    row1 += 4
    row2 += 4
    row3 += 4
  }
  v128.store(out, a0, 0)
  v128.store(out, b0, 16)
  v128.store(out, a1, 32)
  v128.store(out, b1, 48)
  v128.store(out, a2, 64)
  v128.store(out, b2, 80)
  v128.store(out, a3, 96)
  v128.store(out, b3, 112)
}

/** The least and the second of eight numbers, and where the least is: written to `least`, `second` and `place`. */
@inline
export function twoLeast(eight: usize, least: usize, second: usize, place: usize): void {
  const a = v128.load(eight)
  const b = v128.load(eight, 16)
  let low = f32x4.pmin(a, b)
  let high = f32x4.pmax(a, b)
  const farLow = i32x4.shuffle(low, low, 2, 3, 0, 1)
  const farHigh = i32x4.shuffle(high, high, 2, 3, 0, 1)
  high = f32x4.pmin(f32x4.pmax(low, farLow), f32x4.pmin(high, farHigh))
  low = f32x4.pmin(low, farLow)
  const nextLow = i32x4.shuffle(low, low, 1, 0, 3, 2)
  const nextHigh = i32x4.shuffle(high, high, 1, 0, 3, 2)
  high = f32x4.pmin(f32x4.pmax(low, nextLow), f32x4.pmin(high, nextHigh))
  low = f32x4.pmin(low, nextLow)
  const best = f32x4.splat(f32x4.extract_lane(low, 0))
  const places = i32x4.bitmask(f32x4.eq(a, best)) | (i32x4.bitmask(f32x4.eq(b, best)) << 4)
  store<f32>(least, f32x4.extract_lane(low, 0))
  store<f32>(second, f32x4.extract_lane(high, 0))
  store<i32>(place, ctz(places))
}

/** The squared distance of two rows. */
export function squared(a: usize, b: usize, columns: i32): f32 {
  let sum = f32x4.splat(0)
  const whole = columns & ~3
  for (let column = 0; column < whole; column += 4) {
    const away = f32x4.sub(v128.load(a), v128.load(b))
    sum = f32x4.relaxed_madd(away, away, sum)
    a += 16
    b += 16
  }
  let total =
    f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3)
  for (let column = whole; column < columns; column++) {
    const away = load<f32>(a) - load<f32>(b)
    total += away * away
    a += 4
    b += 4
  }
  return total
}
