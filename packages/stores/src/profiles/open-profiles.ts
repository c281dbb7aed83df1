import type { Profiles } from '@kindred/engine'
import { openLmdbProfiles } from '../lmdb/open-lmdb-profiles.ts'
import type { ProfilesAddress } from '../workspace/store-addresses.ts'

export interface OpenProfilesOptions {
  /** Where the data of embedded profiles lies. */
  readonly folder: string
}

/**
 * Opens the profiles that the configuration names.
 *
 * @throws ProfilesError those of `openLmdbProfiles` and `openRedisProfiles`. Whether a server can be reached is told by
 * `health`.
 *
 * @example
 * const profiles = await openProfiles({ kind: 'embedded' }, { folder: 'shop/.kindred/profiles' })
 */
export async function openProfiles(
  address: ProfilesAddress,
  { folder }: OpenProfilesOptions,
): Promise<Profiles> {
  if (address.kind === 'embedded') return openLmdbProfiles({ folder })
  // Its client is much to load for those who have none.
  const { openRedisProfiles } = await import('../redis/open-redis-profiles.ts')
  return openRedisProfiles(address)
}
