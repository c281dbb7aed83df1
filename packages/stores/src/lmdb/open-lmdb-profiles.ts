import { mkdir } from 'node:fs/promises'
import { ProfilesError } from '../errors/profiles-errors.ts'
import { checkFile } from './check-file.ts'
import { openEnvironment } from './lmdb-environment.ts'
import { LmdbProfiles } from './lmdb-profiles.ts'

/**
 * Opens the profiles of an embedded workspace: a file in a folder of its own.
 *
 * It does not lock the folder; whoever opens a workspace holds its lock.
 *
 * @param folder - Made when it is not there.
 * @throws ProfilesError `profiles_folder_unreadable` when it cannot be made or read, `profiles_format_newer`.
 *
 * @example
 * const profiles = await openLmdbProfiles({ folder: 'shop/.kindred/profiles' })
 */
export async function openLmdbProfiles({ folder }: { readonly folder: string }): Promise<LmdbProfiles> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await checkFile(folder)
    return new LmdbProfiles(await openEnvironment(folder))
  } catch (thrown) {
    if (thrown instanceof ProfilesError) throw thrown
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    throw new ProfilesError('profiles_folder_unreadable', { folder, reason }, { cause: thrown })
  }
}
