const encoder = new TextEncoder()
/** Texts of up to so many characters, nearly all there are, are mostly ASCII: calling an encoder costs more than a look. */
const SHORT = 64

/** A text in UTF-8. */
export function textBytes(text: string): Uint8Array {
  const { length } = text
  if (length > SHORT) return encoder.encode(text)
  const bytes = new Uint8Array(length)
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index)
    if (code > 0x7f) return encoder.encode(text)
    bytes[index] = code
  }
  return bytes
}
