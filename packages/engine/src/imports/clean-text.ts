const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * A piece of text as it is kept: NFC. Gives the bytes themselves when they are that already, other bytes when
 * they had to be composed, `undefined` when they are not UTF-8.
 *
 * Most text beyond ASCII stays below U+0300, where the first mark that composes stands: it is looked at byte by
 * byte and left alone.
 *
 * @example
 * cleanText(Buffer.from('e\u0301'))   // the bytes of 'é'
 */
export function cleanText(bytes: Uint8Array): Uint8Array | undefined {
  if (isComposed(bytes)) return bytes
  let text: string
  try {
    text = strict.decode(bytes)
  } catch {
    return undefined
  }
  const composed = text.normalize('NFC')
  return composed === text ? bytes : Buffer.from(composed)
}

/** Only ASCII and well-formed two-byte characters below U+0300. */
function isComposed(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte < 0x80) continue
    const next = bytes[++at] ?? 0
    if (byte < 0xc2 || byte > 0xcb || (next & 0xc0) !== 0x80) return false
  }
  return true
}
