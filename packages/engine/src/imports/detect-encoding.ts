import type { Encoding } from './source-shape.ts'

const lenient = new TextDecoder('utf-8')

/**
 * The encoding of a text file from its first bytes: by its byte order mark; by where its NUL bytes stand (UTF-16);
 * else UTF-8 if that is what most of its characters beyond ASCII are (the row of a broken one is set aside), and
 * Windows-1252 (which holds Latin-1) if not.
 *
 * @param bytes - The beginning of the file, decompressed; the last character may be cut off.
 *
 * @example
 * detectEncoding(Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x0a]))   // { encoding: 'windows-1252', byteOrderMark: false }
 */
export function detectEncoding(bytes: Uint8Array): {
  readonly encoding: Encoding
  readonly byteOrderMark: boolean
} {
  const marked = markedEncoding(bytes)
  if (marked !== undefined) return { encoding: marked, byteOrderMark: true }
  return { encoding: wideEncoding(bytes) ?? narrowEncoding(bytes), byteOrderMark: false }
}

/** Bytes of the mark in front of a text of this encoding. */
export function markLength(encoding: Encoding): number {
  return encoding === 'utf-8' ? 3 : encoding === 'windows-1252' ? 0 : 2
}

function markedEncoding(bytes: Uint8Array): Encoding | undefined {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined
}

/** In UTF-16 every second byte of what is mostly Latin text is NUL, which no other text has. */
function wideEncoding(bytes: Uint8Array): Encoding | undefined {
  const size = Math.min(bytes.length, 4096) & ~1
  let [even, odd] = [0, 0]
  for (let at = 0; at < size; at += 2) {
    if (bytes[at] === 0) even += 1
    if (bytes[at + 1] === 0) odd += 1
  }
  const many = size / 2 / 4
  // Nearly all of them on one side: otherwise it is no text at all.
  if (size < 4 || Math.max(even, odd) < many || Math.min(even, odd) > many / 4) return undefined
  return odd > even ? 'utf-16le' : 'utf-16be'
}

/** What is written in Windows-1252 is hardly ever UTF-8 by chance: one byte that is broken says little, most of them do. */
function narrowEncoding(bytes: Uint8Array): Encoding {
  const text = lenient.decode(bytes.subarray(0, endOfLastCharacter(bytes)))
  const broken = text.match(/\ufffd/g)?.length ?? 0
  const whole = text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0
  return broken === 0 || whole > broken ? 'utf-8' : 'windows-1252'
}

/** Where the last whole character ends, if the bytes are UTF-8. */
function endOfLastCharacter(bytes: Uint8Array): number {
  let start = bytes.length - 1
  while (start > bytes.length - 4 && start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--
  const lead = bytes[start] ?? 0
  const needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1
  return start + needed > bytes.length ? start : bytes.length
}
