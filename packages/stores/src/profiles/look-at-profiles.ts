import type { NodeHealth, Profiles } from '@kindred/engine'
import { ProfilesError } from '../errors/profiles-errors.ts'
import { checkFile } from '../lmdb/check-file.ts'
import type { ProfilesAddress } from '../workspace/store-addresses.ts'
import type { OpenProfilesOptions } from './open-profiles.ts'

/** Profiles as they are seen from outside. */
export interface SeenProfiles {
  readonly kind: Profiles['kind']
  readonly health: NodeHealth
}

/**
 * What can be said of profiles that are not open. The file of embedded ones is looked at and not opened: another part of
 * the process may be about to.
 *
 * @returns `undefined` when they are embedded and there are none yet.
 */
export async function lookAtProfiles(
  address: ProfilesAddress,
  { folder }: OpenProfilesOptions,
): Promise<SeenProfiles | undefined> {
  if (address.kind === 'embedded') return lookAtFile(folder)
  const { openRedisProfiles } = await import('../redis/open-redis-profiles.ts')
  const profiles = openRedisProfiles(address)
  try {
    return { kind: profiles.kind, health: await profiles.health() }
  } finally {
    await profiles.close()
  }
}

async function lookAtFile(folder: string): Promise<SeenProfiles | undefined> {
  const about = { node: 'profiles', engineVersion: 'LMDB' }
  try {
    const state = await checkFile(folder)
    return state === 'missing' ? undefined : { kind: 'embedded', health: { ...about, reachable: true } }
  } catch (thrown) {
    if (!(thrown instanceof ProfilesError)) throw thrown
    const { says, remedy } = thrown
    return { kind: 'embedded', health: { ...about, reachable: false, problem: { says, remedy } } }
  }
}
