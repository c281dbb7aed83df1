import type { ProfileSpace } from '@kindred/engine'
import { type Database, open, type RootDatabase } from 'lmdb'
import { ProfilesError } from '../errors/profiles-errors.ts'
import { eachSpace } from '../spaces/each-space.ts'

/** How the spaces lie in the file. A folder written by a Kindred that knows a later one is refused. */
export const FORMAT = 1

/** Keys and values are bytes as they are; their order is that of the bytes. */
const bytes = { encoding: 'binary', keyEncoding: 'binary' } as const

export type SpaceDatabase = Database<Uint8Array, Uint8Array>

export interface LmdbEnvironment {
  readonly folder: string
  readonly root: RootDatabase<Uint8Array, Uint8Array>
  readonly spaces: Readonly<Record<ProfileSpace, SpaceDatabase>>
}

/**
 * Opens the file in a folder, and makes it when it is not there.
 *
 * @throws ProfilesError `profiles_format_newer`; whatever LMDB throws when the file cannot be opened.
 */
export async function openEnvironment(folder: string): Promise<LmdbEnvironment> {
  const root = open<Uint8Array, Uint8Array>({
    path: folder,
    // A folder's name with a dot in it would be taken for that of a file.
    noSubdir: false,
    maxDbs: 16,
    // A commit is acknowledged after its own `fsync`, and nothing can be read before that.
    overlappingSync: false,
    // Transactions are asked for one at a time; put together by turns, one that fails would also end the process.
    eventTurnBatching: false,
    ...bytes,
  })
  try {
    checkFormat(root.openDB({ name: 'about', ...bytes }), folder)
    return { folder, root, spaces: eachSpace(space => root.openDB({ name: space, ...bytes })) }
  } catch (thrown) {
    await root.close()
    throw thrown
  }
}

const FORMAT_KEY = Buffer.from('format')

function checkFormat(about: SpaceDatabase, folder: string): void {
  const stored = about.getBinary(FORMAT_KEY)
  if (stored === undefined) {
    about.putSync(FORMAT_KEY, Buffer.from(String(FORMAT)))
    return
  }
  const found = Number(stored.toString())
  if (found !== FORMAT)
    throw new ProfilesError('profiles_format_newer', { node: `in ${folder}`, found, known: FORMAT })
}
