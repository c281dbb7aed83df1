import { ProfilesError } from '../errors/profiles-errors.ts'

/** MDB_MAP_FULL, EIO, EFBIG, ENOSPC, EDQUOT. LMDB tells a disk that took a part of what was written as EIO. */
const diskCodes: readonly unknown[] = [-30792, 5, 27, 28, 122]

/** What LMDB or the disk threw while a group was written, as an error of our table. */
export async function errorOfLmdb(thrown: unknown, folder: string): Promise<Error> {
  if (thrown instanceof ProfilesError) return thrown
  const cause = await causeOf(thrown)
  const code = codeOf(cause)
  const node = `in ${folder}`
  if (diskCodes.includes(code)) return new ProfilesError('profiles_disk_full', { node }, { cause })
  return new ProfilesError('profiles_failed', { node, code: String(code) }, { cause })
}

/** A transaction that could not be committed tells the reason by a promise of its own, which rejects with it. */
async function causeOf(thrown: unknown): Promise<unknown> {
  const told = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'commitError') : undefined
  if (!(told instanceof Promise)) return thrown
  return told.then(
    () => thrown,
    (reason: unknown) => reason,
  )
}

function codeOf(thrown: unknown): string | number {
  const code = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'code') : undefined
  if (typeof code === 'string' || typeof code === 'number') return code
  return thrown instanceof Error ? thrown.name : typeof thrown
}
