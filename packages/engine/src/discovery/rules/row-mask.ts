/** A bit a row. */
export type RowMask = Uint32Array

export function maskOfRows(rows: number, isIn: (row: number) => boolean): RowMask {
  const mask = new Uint32Array(Math.ceil(rows / 32))
  for (let row = 0; row < rows; row += 1) if (isIn(row)) mask[row >>> 5]! |= 1 << (row & 31)
  return mask
}

/** How many rows are in both, or in one where only one is given. */
export function countRows(a: RowMask, b: RowMask = a): number {
  let count = 0
  for (let at = 0; at < a.length; at += 1) count += bitsIn(a[at]! & b[at]!)
  return count
}

function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
