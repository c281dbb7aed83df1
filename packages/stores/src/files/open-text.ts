import { pipeline, Readable } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import {
  type Compression,
  type Encoding,
  ImportError,
  markLength,
  type SourceFile,
  windows1252ToUtf8,
} from '@kindred/engine'

/** How the bytes of a text file become UTF-8. */
export interface TextForm {
  readonly encoding: Encoding
  readonly byteOrderMark: boolean
  readonly compression: Compression
}

/**
 * The text of a file as UTF-8 without its byte order mark, a piece at a time.
 *
 * @param read - Told how many stored bytes were read so far.
 * @throws ImportError `file_broken` when it cannot be decompressed to its end.
 */
export async function* openText(
  file: SourceFile,
  form: TextForm,
  read: (bytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  const decode = decoderOf(form.encoding)
  let mark = form.byteOrderMark ? markLength(form.encoding) : 0
  for await (const piece of decompressed(file, form.compression, read)) {
    const skipped = Math.min(mark, piece.length)
    mark -= skipped
    const text = decode(skipped === 0 ? piece : piece.subarray(skipped), false)
    if (text.length > 0) yield text
  }
  const rest = decode(new Uint8Array(0), true)
  if (rest.length > 0) yield rest
}

/** The bytes of a file, decompressed. */
export async function* decompressed(
  file: SourceFile,
  compression: Compression,
  read: (bytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  const stored = counted(file.open(), read)
  if (compression === 'none') {
    yield* stored
    return
  }
  const inflate = compression === 'gzip' ? createGunzip() : createZstdDecompress()
  // Errors of either come out where the result is read.
  const source = pipeline(Readable.from(stored, { objectMode: false }), inflate, () => undefined)
  try {
    for await (const piece of source) yield bytesOf(piece)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ImportError('file_broken', { file: file.name, reason }, { cause: error })
  }
}

async function* counted(
  source: AsyncIterable<Uint8Array>,
  read: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const piece of source) {
    bytes += piece.length
    read(bytes)
    yield piece
  }
}

function bytesOf(piece: unknown): Uint8Array {
  if (piece instanceof Uint8Array) return piece
  throw new TypeError('a decompressor gives bytes')
}

function decoderOf(encoding: Encoding): (bytes: Uint8Array, last: boolean) => Uint8Array {
  if (encoding === 'utf-8') return bytes => bytes
  if (encoding === 'windows-1252') return windows1252ToUtf8
  const decoder = new TextDecoder(encoding, { ignoreBOM: true })
  return (bytes, last) => Buffer.from(decoder.decode(bytes, { stream: !last }))
}
