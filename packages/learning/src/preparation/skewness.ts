/**
 * How lopsided numbers are: 0 for symmetric ones, above 1 with a long tail of large ones, as money and counts have.
 * Third central moment over the 3/2th power of the second; 0 when all are equal.
 *
 * @example
 * skewness([0, 0, 0, 0, 10]) // 1.5
 */
export function skewness(values: ArrayLike<number>): number {
  const { length } = values
  let mean = 0
  for (let at = 0; at < length; at += 1) mean += values[at]! / length
  let second = 0
  let third = 0
  for (let at = 0; at < length; at += 1) {
    const away = values[at]! - mean
    second += away * away
    third += away * away * away
  }
  const tiny = 1e-24 * (1 + mean * mean)
  return second / length <= tiny ? 0 : third / length / (second / length) ** 1.5
}
