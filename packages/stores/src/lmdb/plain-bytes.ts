/** The same bytes as a plain array: a Buffer's `slice` would share its memory with whoever calls it. */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}
