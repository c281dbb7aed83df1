import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ServerError } from '../errors.ts'

const KEPT_MILLIS = 24 * 3600 * 1000

export interface StoredUpload {
  readonly upload: string
  readonly name: string
  /** Bytes. */
  readonly size: number
}

/** Files sent to be imported: each in a folder of its own, under the name it was sent with, for a day. */
export class Uploads {
  readonly #folder: string
  readonly #now: () => number

  constructor(folder: string, now: () => number) {
    this.#folder = folder
    this.#now = now
  }

  /** Stores a file whole, or not at all when the sender goes away. */
  async store(name: string, content: Readable): Promise<StoredUpload> {
    await this.#dropOld()
    const upload = randomUUID()
    const folder = join(this.#folder, upload)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, safeName(name))
    try {
      await pipeline(content, createWriteStream(path, { mode: 0o600 }))
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      throw error
    }
    return { upload, name: basename(path), size: (await stat(path)).size }
  }

  /** Where an upload lies. @throws ServerError `upload_unknown`. */
  async find(upload: string): Promise<string> {
    // An id is ours: anything else, such as a path, names no upload.
    if (!/^[0-9a-f-]{36}$/.test(upload)) throw new ServerError('upload_unknown', { upload })
    const folder = join(this.#folder, upload)
    const [name] = await readdir(folder).catch(() => [])
    if (name === undefined) throw new ServerError('upload_unknown', { upload })
    return join(folder, name)
  }

  async drop(upload: string): Promise<void> {
    if (/^[0-9a-f-]{36}$/.test(upload)) await rm(join(this.#folder, upload), { recursive: true, force: true })
  }

  async #dropOld(): Promise<void> {
    for (const upload of await readdir(this.#folder).catch(() => [])) {
      const { mtimeMs } = await stat(join(this.#folder, upload))
      if (this.#now() - mtimeMs > KEPT_MILLIS) await this.drop(upload)
    }
  }
}

/** The last part of a name, without what a file system or a terminal could take for more than a name. */
function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const safe = last.replaceAll(/[^\p{L}\p{N}._ -]/gu, '_').replace(/^\.+/, '')
  return safe === '' ? 'upload' : safe.slice(0, 200)
}
