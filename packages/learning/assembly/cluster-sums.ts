/**
 * Takes a row out of the sum of one cluster and adds it to that of another.
 *
 * @param from - −1: it was in none.
 * @param sums - clusters × columns, of 8 bytes; `sizes` one a cluster.
 */
export function move(row: usize, columns: i32, weight: f64, from: i32, to: i32, sums: usize, sizes: usize): void {
  add(row, sums + (((to as usize) * (columns as usize)) << 3), columns, weight)
  store<f64>(sizes + ((to as usize) << 3), load<f64>(sizes + ((to as usize) << 3)) + weight)
  if (from < 0) return
  add(row, sums + (((from as usize) * (columns as usize)) << 3), columns, -weight)
  store<f64>(sizes + ((from as usize) << 3), load<f64>(sizes + ((from as usize) << 3)) - weight)
}

@inline
function add(row: usize, sum: usize, columns: i32, weight: f64): void {
  const weights = f64x2.splat(weight)
  const pairs = columns & ~1
  for (let column = 0; column < pairs; column += 2) {
    const values = f64x2.mul(weights, f64x2.promote_low_f32x4(v128.load64_zero(row)))
    v128.store(sum, f64x2.add(v128.load(sum), values))
    row += 8
    sum += 16
  }
  if (pairs < columns) store<f64>(sum, load<f64>(sum) + weight * (load<f32>(row) as f64))
}
