import { slabPiece } from './byte-slab.ts'

/** Instants begin before 1970: moved up so that their bytes are in their order. */
const OFFSET = 2 ** 52
const HALF = 2 ** 32

/** A whole number (−2^52 to 2^53) as eight bytes whose order is that of the numbers. */
export function orderedNumber(value: number): Uint8Array {
  const bytes = slabPiece(8)
  writeOrderedNumber(bytes, value)
  return bytes
}

/** The same, as the first eight of some bytes. */
export function writeOrderedNumber(bytes: Uint8Array, value: number): void {
  const moved = value + OFFSET
  writeHalf(bytes, 0, Math.floor(moved / HALF))
  writeHalf(bytes, 4, moved % HALF)
}

function writeHalf(bytes: Uint8Array, at: number, half: number): void {
  bytes[at] = half >>> 24
  bytes[at + 1] = half >>> 16
  bytes[at + 2] = half >>> 8
  bytes[at + 3] = half
}

export function readOrderedNumber(bytes: Uint8Array): number {
  return readHalf(bytes, 0) * HALF + readHalf(bytes, 4) - OFFSET
}

function readHalf(bytes: Uint8Array, at: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
}
