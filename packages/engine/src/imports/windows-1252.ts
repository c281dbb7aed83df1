/** Characters of the bytes 0x80 to 0x9f; the five that have none are kept as control characters, as browsers do. */
const middle =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

const utf8 = Array.from({ length: 128 }, (_, at) =>
  Buffer.from(at < 32 ? (middle[at] ?? '') : String.fromCharCode(0x80 + at)),
)

/**
 * Windows-1252, of which Latin-1 is the part without 0x80 to 0x9f, as UTF-8. Written out because `TextDecoder`
 * reads those 32 as control characters on some versions of Node.
 *
 * @example
 * windows1252ToUtf8(Buffer.from([0x80, 0xe9])).toString()   // '€é'
 */
export function windows1252ToUtf8(bytes: Uint8Array): Buffer {
  const text = Buffer.allocUnsafe(bytes.length * 3)
  let length = 0
  for (const byte of bytes) {
    if (byte < 0x80) text[length++] = byte
    else for (const part of utf8[byte - 0x80] ?? []) text[length++] = part
  }
  return text.subarray(0, length)
}
