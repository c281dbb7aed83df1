import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { ProfilesError } from '../errors/profiles-errors.ts'

/** Where LMDB's two first pages, of which the newer counts, say what the file is (its `MDB_meta`). */
const at = { magic: 24, pageSize: 48, freeRoot: 88, mainRoot: 136, transaction: 152, end: 160 } as const
const MAGIC = 0xbeefc0de
/** The root of a tree without entries. */
const NONE = 0xffff_ffff_ffff_ffffn

/**
 * LMDB maps the file and believes what stands in it: a file of something else, or one that is cut off, would end the
 * process. So what can be seen from outside is looked at first.
 *
 * @throws ProfilesError `profiles_folder_unreadable`
 */
export async function checkFile(folder: string): Promise<'sound' | 'missing'> {
  const file = await open(join(folder, 'data.mdb'), 'r').catch((thrown: unknown) => {
    if (Reflect.get(Object(thrown), 'code') === 'ENOENT') return undefined
    throw thrown
  })
  if (file === undefined) return 'missing'
  try {
    const { size } = await file.stat()
    if (size === 0) return 'sound'
    const readMeta = async (position: number) => (await file.read(Buffer.alloc(at.end), { position })).buffer
    const first = await readMeta(0)
    if (!isMeta(first)) throw unreadable(folder, 'data.mdb is no file of LMDB')
    const pageSize = first.readUInt32LE(at.pageSize)
    const second = await readMeta(pageSize)
    if (!isMeta(second) || lastRoot(newer(first, second)) >= size / pageSize)
      throw unreadable(folder, 'data.mdb is cut off')
    return 'sound'
  } finally {
    await file.close()
  }
}

function unreadable(folder: string, reason: string): ProfilesError {
  return new ProfilesError('profiles_folder_unreadable', { folder, reason })
}

function isMeta(page: Buffer): boolean {
  return page.readUInt32LE(at.magic) === MAGIC && page.readUInt32LE(at.pageSize) >= 512
}

function newer(first: Buffer, second: Buffer): Buffer {
  return first.readBigUInt64LE(at.transaction) > second.readBigUInt64LE(at.transaction) ? first : second
}

/** The number of the page of the later of the two roots, which must be in the file. */
function lastRoot(meta: Buffer): number {
  const roots = [meta.readBigUInt64LE(at.freeRoot), meta.readBigUInt64LE(at.mainRoot)]
  return Math.max(0, ...roots.filter(root => root !== NONE).map(Number))
}
