/** Instants begin before 1970: moved up so that their bytes are in their order. */
const OFFSET = 2 ** 52

/** A whole number (−2^52 to 2^53) as eight bytes whose order is that of the numbers. */
export function orderedNumber(value: number): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value + OFFSET))
  return bytes
}

export function readOrderedNumber(bytes: Uint8Array): number {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Number(view.readBigUInt64BE(0)) - OFFSET
}
