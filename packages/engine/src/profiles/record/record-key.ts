import { createHash } from 'node:crypto'
import { slabPiece } from '../bytes/byte-slab.ts'
import { readOrderedNumber, writeOrderedNumber } from '../bytes/ordered-number.ts'

/** The longest id, in bytes, that is its own key. */
const LONGEST = 300
/** Begins the key of a longer one: no text begins with it in UTF-8. */
const HASHED = 0xff

/**
 * The key of a customer's record: her id, or its hash where it is long (the id is in the record then, too). The order of
 * keys is that of ids by code points, the hashed ones behind.
 */
export function recordKey(id: string): Uint8Array {
  const bytes = Buffer.from(id, 'utf8')
  // Nobody has the empty id, and may be asked for all the same.
  if (bytes.length > 0 && bytes.length <= LONGEST) return bytes
  return Buffer.concat([Buffer.of(HASHED), createHash('sha256').update(bytes).digest()])
}

/** Where the keys of hashed ids begin. */
export const hashedKeys: Uint8Array = Uint8Array.of(HASHED)

/** The key of a page of her events: no key of another customer's page is the same. */
export function pageKey(key: Uint8Array, page: number): Uint8Array {
  const bytes = slabPiece(2 + key.length + 4)
  writeBigEndian(bytes, 0, 2, key.length)
  bytes.set(key, 2)
  writeBigEndian(bytes, 2 + key.length, 4, page)
  return bytes
}

/** A whole number that fits into so many bytes, the greatest byte first. */
function writeBigEndian(bytes: Uint8Array, at: number, size: number, value: number): void {
  for (let index = 0; index < size; index += 1) bytes[at + index] = value >>> (8 * (size - 1 - index))
}

/** The key of her timer, in order of instants. */
export function timerKey(at: number, key: Uint8Array): Uint8Array {
  const bytes = slabPiece(8 + key.length)
  writeOrderedNumber(bytes, at)
  bytes.set(key, 8)
  return bytes
}

export function readTimerKey(timer: Uint8Array): { readonly at: number; readonly key: Uint8Array } {
  return { at: readOrderedNumber(timer), key: timer.subarray(8) }
}

/** A key as text, to look it up in a map. */
export function keyText(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1')
}
