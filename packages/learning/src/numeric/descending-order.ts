/** Bits of a number that one pass sorts by. */
const DIGIT = 16
const DIGITS = 1 << DIGIT

/** Of fewer numbers a comparison sort is quicker. */
const FEW = 2048

/**
 * The places of numbers from the greatest to the least; equal ones stay in their order.
 *
 * @param values - No NaN. 0 and −0 are equal.
 *
 * Cost: a million in a tenth of a second.
 *
 * @example
 * descendingOrder(Float64Array.of(2, 7, -1, 7)) // [1, 3, 0, 2]
 */
export function descendingOrder(values: Float64Array): Int32Array {
  if (values.length >= FEW) return radixOrder(values)
  return Int32Array.from(values.keys()).sort((a, b) =>
    values[a]! === values[b]! ? a - b : values[a]! > values[b]! ? -1 : 1,
  )
}

/** The same by a radix sort of the numbers' bits, 16 at a time. */
export function radixOrder(values: Float64Array): Int32Array {
  const { length } = values
  // −0 + 0 is 0.
  const bits = new Uint32Array(values.map(value => value + 0).buffer)
  for (let at = 0; at < length; at += 1) {
    const high = bits[2 * at + 1]!
    const isNegative = high >>> 31 === 1
    // Positive numbers are the lower the greater; negative ones are so already.
    if (isNegative) continue
    bits[2 * at] = ~bits[2 * at]!
    bits[2 * at + 1] = ~high & 0x7fff_ffff
  }
  let order = Int32Array.from({ length }, (_, at) => at)
  let next = new Int32Array(length)
  for (const [word, shift] of [
    [0, 0],
    [0, DIGIT],
    [1, 0],
    [1, DIGIT],
  ] as const) {
    if (sortBy(bits, word, shift, order, next)) [order, next] = [next, order]
  }
  return order
}

/** A stable counting sort by 16 bits; false where they are the same for all, and nothing was done. */
function sortBy(bits: Uint32Array, word: number, shift: number, from: Int32Array, to: Int32Array): boolean {
  const starts = new Int32Array(DIGITS + 1)
  for (let at = word; at < bits.length; at += 2) starts[((bits[at]! >>> shift) & (DIGITS - 1)) + 1]! += 1
  if (starts.includes(from.length)) return false
  for (let digit = 1; digit <= DIGITS; digit += 1) starts[digit]! += starts[digit - 1]!
  for (let at = 0; at < from.length; at += 1) {
    const place = from[at]!
    const digit = (bits[2 * place + word]! >>> shift) & (DIGITS - 1)
    to[starts[digit]!] = place
    starts[digit]! += 1
  }
  return true
}
