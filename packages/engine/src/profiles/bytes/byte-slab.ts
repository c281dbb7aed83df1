/** Of so many bytes; a piece that is held on to holds on to all of them. */
const SLAB = 64 * 1024
/** Larger pieces get memory of their own. */
const LARGEST = SLAB / 8

let slab = new Uint8Array(SLAB)
let used = 0

/**
 * New bytes, all 0, from a multiple of eight on. Small pieces lie one behind another in larger ones: a piece of memory
 * for each would have to be set up, and cleared away by the garbage collector, which costs more than what is done with it.
 */
export function slabPiece(length: number): Uint8Array {
  if (length > LARGEST) return new Uint8Array(length)
  if (used + length > SLAB) {
    slab = new Uint8Array(SLAB)
    used = 0
  }
  const piece = new Uint8Array(slab.buffer, used, length)
  used = (used + length + 7) & -8
  return piece
}

/** A copy of the first bytes. */
export function slabCopy(bytes: Uint8Array, length: number): Uint8Array {
  const copy = slabPiece(length)
  if (length > FEW) copy.set(bytes.length === length ? bytes : bytes.subarray(0, length))
  else for (let index = 0; index < length; index += 1) copy[index] = bytes[index] ?? 0
  return copy
}

/** So many bytes are copied quicker one by one than through a view of them. */
const FEW = 64
