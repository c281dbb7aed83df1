import { isAscii } from 'node:buffer'
import {
  type Compression,
  detectEncoding,
  markLength,
  type SourceFile,
  type TextSample,
} from '@kindred/engine'
import { decompressed } from './open-text.ts'

/** Enough for a good look at columns and values. */
const SAMPLE = 1 << 20
/** So far a character is looked for that tells the encoding. */
const LOOK_AHEAD = 64 << 20

/** The beginning of a text file, decoded; the encoding is told by the first characters beyond ASCII, however late they come. */
export async function readSample(
  file: SourceFile,
  compression: Compression,
  encoding?: TextSample['encoding'],
): Promise<TextSample> {
  const { head, whole, telling } = await readHead(file, compression)
  const detected = detectEncoding(telling)
  const used = encoding ?? detected.encoding
  const byteOrderMark = detected.byteOrderMark && detected.encoding === used
  const bytes = head.subarray(byteOrderMark ? markLength(used) : 0)
  const text = new TextDecoder(used === 'windows-1252' ? 'windows-1252' : used).decode(bytes, {
    stream: !whole,
  })
  return { name: file.name, text, whole, encoding: used, byteOrderMark, compression }
}

interface Head {
  readonly head: Uint8Array
  readonly whole: boolean
  /** Bytes that tell the encoding: the beginning, or the piece with the first byte beyond ASCII. */
  readonly telling: Uint8Array
}

async function readHead(file: SourceFile, compression: Compression): Promise<Head> {
  const pieces: Uint8Array[] = []
  let size = 0
  let head: Uint8Array | undefined
  for await (const piece of decompressed(file, compression)) {
    size += piece.length
    if (head === undefined) {
      pieces.push(piece)
      if (size < SAMPLE) continue
      head = Buffer.concat(pieces)
      if (!isAscii(head)) return { head: head.subarray(0, SAMPLE), whole: false, telling: head }
    } else if (!isAscii(piece)) return { head: head.subarray(0, SAMPLE), whole: false, telling: piece }
    if (size >= LOOK_AHEAD) break
  }
  const telling = head ?? Buffer.concat(pieces)
  return { head: telling.subarray(0, SAMPLE), whole: size <= SAMPLE, telling }
}
