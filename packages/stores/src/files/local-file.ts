import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { ImportError, type SourceFile } from '@kindred/engine'

/** Large enough that reading costs little, small enough that many fit into memory. */
const CHUNK = 256 * 1024

/**
 * A file on this machine.
 *
 * @throws ImportError `file_not_found`, `file_is_folder`, `file_empty`
 *
 * @example
 * const file = await localFile('orders.csv.gz')
 */
export async function localFile(path: string): Promise<SourceFile> {
  const localPath = resolve(path)
  const found = await stat(localPath).catch(error => {
    throw new ImportError('file_not_found', { file: path }, { cause: error })
  })
  if (found.isDirectory()) throw new ImportError('file_is_folder', { file: path })
  if (found.size === 0) throw new ImportError('file_empty', { file: path })
  return {
    name: basename(localPath),
    size: found.size,
    localPath,
    open: () => createReadStream(localPath, { highWaterMark: CHUNK }),
    read: (from, to) => readPiece(localPath, from, to),
  }
}

async function readPiece(path: string, from: number, to: number): Promise<Uint8Array> {
  await using handle = await open(path)
  const bytes = new Uint8Array(to - from)
  let length = 0
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, from + length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return bytes.subarray(0, length)
}
