/**
 * The squared Euclidean distance of two rows, each given by the place where it begins.
 *
 * @example
 * squaredDistance([0, 0], 0, [3, 4], 0, 2) // 25
 */
export function squaredDistance(
  a: ArrayLike<number>,
  fromA: number,
  b: ArrayLike<number>,
  fromB: number,
  columns: number,
): number {
  let sum = 0
  for (let column = 0; column < columns; column += 1) {
    const difference = a[fromA + column]! - b[fromB + column]!
    sum += difference * difference
  }
  return sum
}
