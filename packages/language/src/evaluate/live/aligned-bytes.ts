/** Of so many bytes; a piece that is held on to holds on to all of them. */
const SLAB = 256 * 1024
/** Larger ones get memory of their own. */
const LARGEST = SLAB / 8

let slab = new Uint8Array(SLAB)
let used = 0

/**
 * New bytes, all 0, from a place that numbers of 64 bits can be read from. They lie one behind another in large pieces of
 * memory: one of its own for each would cost more than all that is written into it, and its clearing away again as much.
 */
export function newBytes(length: number): Uint8Array {
  if (length > LARGEST) return new Uint8Array(length)
  if (used + length > SLAB) {
    slab = new Uint8Array(SLAB)
    used = 0
  }
  const bytes = slab.subarray(used, used + length)
  used = Math.ceil((used + length) / 8) * 8
  return bytes
}

/** The same bytes at a place that numbers of 64 bits can be read from: where they are, or a copy. */
export function alignedBytes(bytes: Uint8Array): Uint8Array {
  const { byteOffset, length } = bytes
  if (byteOffset % 8 === 0) return bytes
  if (length > LARGEST) return bytes.slice()
  const copy = newBytes(length)
  copy.set(bytes)
  return copy
}
